import { quantile, sum } from '@quartet/service-kit/statistics.ts';
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
  const squares = sum(allocations.map((each) => each * each));
  return sum(allocations) ** 2 / (allocations.length * squares);
}

/** Device time on the reference card, milliseconds. */
interface Account {
  /** Of the requests that had come. */
  wanted: number;
  /** Of those that were finished. */
  served: number;
}

/**
 * Jain's index of what the tenants of a plan were served until a time. In the end all are served all that they asked for, so only
 * a time while many wait says something, and who asked for little has little at any time. All of one plan weigh the same, so that
 * weights drop out.
 * @param untilMs from the mix's beginning
 */
export function fairness(outcomes: readonly Outcome[], plan: MixRequest['plan'], untilMs: number): number {
  return jainIndex(accountsOf(outcomes, plan, untilMs).map(({ served }) => served));
}

/**
 * Jain's index of the same, each as a share of what max-min fairness would have given the tenant of what all of the plan got: 1
 * where nobody who has less than asked for has less than another, however differently they ask. Source: Jain, Durresi, Babic,
 * "Throughput Fairness Index: An Explanation" (ATM Forum 99-0045, 1999).
 */
export function maxMinFairness(outcomes: readonly Outcome[], plan: MixRequest['plan'], untilMs: number): number {
  const accounts = accountsOf(outcomes, plan, untilMs);
  const most = maxMinShare(
    accounts.map(({ wanted }) => wanted),
    sum(accounts.map(({ served }) => served)),
  );
  return jainIndex(accounts.map(({ wanted, served }) => served / Math.min(wanted, most)));
}

function accountsOf(outcomes: readonly Outcome[], plan: MixRequest['plan'], untilMs: number): Account[] {
  const accounts = new Map<string, Account>();
  for (const { request, finishedMs = Infinity } of outcomes) {
    if (request.plan !== plan || request.atMs >= untilMs) continue;
    const account = accounts.get(request.tenant) ?? { wanted: 0, served: 0 };
    account.wanted += workMs(request);
    if (request.atMs + finishedMs <= untilMs) account.served += workMs(request);
    accounts.set(request.tenant, account);
  }
  return [...accounts.values()];
}

/** What those get who want more than that, when what there is goes round by max-min fairness; infinite if it is enough for all. */
function maxMinShare(wanted: readonly number[], capacity: number): number {
  let left = capacity;
  for (const [index, each] of wanted.toSorted((a, b) => a - b).entries()) {
    const share = left / (wanted.length - index);
    if (each > share) return share;
    left -= each;
  }
  return Infinity;
}
