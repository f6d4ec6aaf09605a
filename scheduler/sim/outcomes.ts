import { familyOf } from './mixes/models.ts';
import type { MixRequest } from './mixes/request.ts';
import type { Outcome } from './simulation.ts';

/** How many times what it takes alone a request may take, by plan. */
const patience = { pro: 2, plus: 3, free: 6 } as const;
const graceMs = 5_000;

/** Within what time all pictures of a request are to be there. */
export function objectiveMs({ plan, model, images, steps }: MixRequest): number {
  const { callMs, eachMs, decodeMs } = familyOf(model);
  return graceMs + patience[plan] * (steps * (callMs + eachMs * images) + decodeMs * images);
}

/** Share of the requests that were finished within their objective. */
export function attainment(outcomes: readonly Outcome[]): number {
  const good = outcomes.filter(({ request, finishedMs = Infinity }) => finishedMs <= objectiveMs(request));
  return good.length / Math.max(1, outcomes.length);
}
