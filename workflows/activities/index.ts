import type { PlaceActivities, RunActivities } from '../definitions/activity-types.ts';
import type { ActivityContext } from './context.ts';
import { finish } from './finish.ts';
import { place } from './place.ts';
import { recordFailure } from './record-failure.ts';
import { run } from './run.ts';

/** The activities of each task queue, bound to what they work with. */
export function createActivities(context: ActivityContext): { place: PlaceActivities; run: RunActivities } {
  return {
    place: { place: (input) => place(context, input) },
    run: {
      run: (input) => run(context, input),
      finish: (input) => finish(context, input),
      recordFailure: (input) => recordFailure(context, input),
    },
  };
}
