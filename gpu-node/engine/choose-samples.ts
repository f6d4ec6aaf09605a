import { type Pace, type Waiting, feasible, isHopeful } from './outlook.ts';

/** The samples of a key in the order in which they get into its next call. */
export interface Order<Sample extends Waiting> {
  /**
   * 1. Those before their first step: the picture is seen to come to be at once.
   * 2. Those that can all end in time together, by least slack.
   * 3. Those that could end in time if others did not: what is nearest to its end first.
   */
  readonly hopeful: readonly Sample[];
  /** Those that are late whatever is done, by order of arrival. */
  readonly late: readonly Sample[];
}

/** @param samples in order of arrival */
export function orderOf<Sample extends Waiting>(samples: readonly Sample[], pace: Pace, nowMs: number): Order<Sample> {
  const hopeful = samples.filter((sample) => isHopeful(sample, pace, nowMs));
  const late = samples.filter((sample) => !isHopeful(sample, pace, nowMs));
  const chosen = feasible(hopeful, pace, nowMs);
  const rank = (sample: Sample): number => (sample.fresh ? 0 : chosen.has(sample) ? 1 : 2);
  const slackMs = ({ stepsDueMs, stepsLeft }: Sample): number => stepsDueMs - stepsLeft * pace.cycleMs;
  const ordered = hopeful.toSorted((left, right) => {
    const byRank = rank(left) - rank(right);
    if (byRank !== 0) return byRank;
    return rank(left) === 2 ? left.stepsLeft - right.stepsLeft : slackMs(left) - slackMs(right);
  });
  return { hopeful: ordered, late };
}

/**
 * The samples of the next call: the first of them leads, and where a call has one timestep for all, only those that are at
 * the same join it.
 */
export function fill<Sample extends Waiting>(ordered: readonly Sample[], cap: number): Sample[] {
  const [lead] = ordered;
  if (!lead) return [];
  return ordered.filter(({ timestep }) => timestep === lead.timestep).slice(0, cap);
}
