import type { BatchKey } from './decisions.ts';
import type { Calls, Waiting } from './outlook.ts';
import type { Sample } from './sample-state.ts';

/** A key with samples that wait for a step. */
export interface KeyQueue extends Calls {
  readonly key: BatchKey;
  /** In order of admission. */
  readonly samples: readonly Waiting[];
}

/**
 * The samples that wait for a step, by key.
 * @param stretch how many times as long as by itself a call takes, all around it counted
 */
export function keyQueues(samples: Iterable<Sample>, stretch: number): KeyQueue[] {
  const byKey = new Map<BatchKey, [Sample, ...Sample[]]>();
  for (const sample of samples) {
    if (sample.phase !== 'to_step') continue;
    const mates = byKey.get(sample.spec.key);
    if (mates) mates.push(sample);
    else byKey.set(sample.spec.key, [sample]);
  }
  return [...byKey].map(([key, mates]) => {
    const { profile, batchCap } = mates[0].spec;
    const longestMs = Math.min(...mates.map(({ longestCallMs }) => longestCallMs));
    return { key, samples: mates.map(waitingOf), profile, cap: profile.cap(batchCap, longestMs), stretch };
  });
}

function waitingOf({ spec, step, finishMs }: Sample): Waiting {
  return {
    id: spec.id,
    stepsLeft: spec.steps - step,
    fresh: step === spec.firstStep,
    stepsDueMs: spec.deadlineAtMs - finishMs,
    timestep: spec.sharedTimesteps?.[step],
  };
}
