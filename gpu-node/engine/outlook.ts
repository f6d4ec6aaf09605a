/** What is to be expected of the samples of one key, from what calls take and what is left to do. */

/** A sample that waits for a step. */
export interface Waiting {
  readonly id: string;
  /** Steps that are left. */
  readonly stepsLeft: number;
  /** Whether it is before its first step here. */
  readonly fresh: boolean;
  /** When its last step has to be done for it to end in time. */
  readonly stepsDueMs: number;
  /** What it shares with the others of its call; undefined where each has a timestep of its own. */
  readonly timestep: number | undefined;
}

/** How a key's calls follow one another. */
export interface Pace {
  /** From one call of the key to its next one, milliseconds. */
  readonly cycleMs: number;
  /** The most samples in one. */
  readonly cap: number;
}

/** A prediction this far off is still right: a sample is given up only when it is later than that. */
const tolerance = 0.1;

/** Whether a sample that is in every call from now on ends in time, or near enough. */
export function isHopeful({ stepsLeft, stepsDueMs }: Waiting, { cycleMs }: Pace, nowMs: number): boolean {
  return nowMs + (1 - tolerance) * stepsLeft * cycleMs <= stepsDueMs;
}

/**
 * Of samples that are hopeful each for itself, those that can all end in time together: in order of deadline as many as
 * calls have room for by then; where they have not, the one with most left to do is left out, which leaves the most room to
 * the others.
 *
 * Source: Moore, "An n job, one machine sequencing algorithm for minimizing the number of late jobs" (1968), with a call's
 * rows as the machine.
 */
export function feasible<Sample extends Waiting>(hopeful: readonly Sample[], pace: Pace, nowMs: number): Set<Sample> {
  const chosen = new Set<Sample>();
  const rowMs = pace.cycleMs / pace.cap;
  let rows = 0;
  for (const sample of hopeful.toSorted((left, right) => left.stepsDueMs - right.stepsDueMs)) {
    chosen.add(sample);
    rows += sample.stepsLeft;
    if (nowMs + (1 - tolerance) * rows * rowMs <= sample.stepsDueMs) continue;
    let longest = sample;
    for (const each of chosen) if (each.stepsLeft > longest.stepsLeft) longest = each;
    chosen.delete(longest);
    rows -= longest.stepsLeft;
  }
  return chosen;
}

/**
 * The share of the device that a key needs for its samples to end in time: that of its tightest sample, or, where there are
 * more than a call takes, of all that are due by some moment. At most 1; samples that are late whatever is done do not count.
 * @param callMs how long a call takes
 */
export function needOf(samples: readonly Waiting[], callMs: number, cap: number, nowMs: number): number {
  let need = 0;
  let rows = 0;
  for (const { stepsLeft, stepsDueMs } of samples.toSorted((left, right) => left.stepsDueMs - right.stepsDueMs)) {
    const windowMs = stepsDueMs - nowMs;
    if (stepsLeft * callMs > windowMs) continue;
    rows += stepsLeft;
    need = Math.max(need, (stepsLeft * callMs) / windowMs, (rows * callMs) / cap / windowMs);
  }
  return Math.min(need, 1);
}
