import { familyOf, workMs } from './mixes/models.ts';
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

/**
 * The value below which a share of the values lies, by the nearest rank: always one of them. NaN of none.
 * @param share 0 to 1
 */
export function quantile(values: readonly number[], share: number): number {
  const rank = Math.max(Math.ceil(share * values.length), 1);
  return values.toSorted((left, right) => left - right)[rank - 1] ?? Number.NaN;
}

/** Within what time a share of the requests was finished, milliseconds from their arrival. @param share 0 to 1 */
export function finishQuantileMs(outcomes: readonly Outcome[], share: number): number {
  return quantile(
    outcomes.map(({ finishedMs = Infinity }) => finishedMs),
    share,
  );
}

/**
 * How evenly allocations are shared, whatever their scale: 1 where all are equal, k/n where k of n have all, equally; NaN where
 * there are none or all are nothing. Source: Jain, Chiu, Hawe, "A Quantitative Measure of Fairness and Discrimination for
 * Resource Allocation in Shared Computer Systems" (DEC-TR-301, 1984): (sum of x)^2 / (n * sum of x^2).
 */
export function jainIndex(allocations: readonly number[]): number {
  const sum = allocations.reduce((total, each) => total + each, 0);
  const squares = allocations.reduce((total, each) => total + each * each, 0);
  return (sum * sum) / (allocations.length * squares);
}

/**
 * Jain's index of what the tenants of a plan were served until a time: the device time, on the reference card, of the requests
 * that were finished by then. In the end all are served all that they asked for, so only a time while many wait says something,
 * and even then who asked for little has little. All of one plan weigh the same, so that weights drop out.
 * @param untilMs from the mix's beginning
 */
export function fairness(outcomes: readonly Outcome[], plan: MixRequest['plan'], untilMs: number): number {
  const served = new Map<string, number>();
  for (const { request, finishedMs = Infinity } of outcomes) {
    if (request.plan !== plan || request.atMs >= untilMs) continue;
    const isFinished = request.atMs + finishedMs <= untilMs;
    served.set(request.tenant, (served.get(request.tenant) ?? 0) + (isFinished ? workMs(request) : 0));
  }
  return jainIndex([...served.values()]);
}
