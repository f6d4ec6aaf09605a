/** What is to be expected of the samples of one key, from what calls take and what is left to do. */
import type { StepTimes } from './step-times.ts';

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

/** What is known of a key's calls. */
export interface Calls {
  readonly profile: StepTimes;
  /** The most samples in one. */
  readonly cap: number;
  /** How many times as long as by itself a call takes. */
  readonly stretch: number;
}

/** Predictions are as good as that: a sample counts as late only when it is this much more than late. */
const tolerance = 0.1;

/** How long a call of so many samples takes from its decision to its end; of more than the cap, as one of the cap. */
export function callMs({ profile, cap, stretch }: Calls, samples: number): number {
  return stretch * profile.stepMs(Math.min(samples, cap));
}

/** Whether a sample could end in time, or near enough, if it had the device for itself from now on. */
export function isHopeful({ stepsLeft, stepsDueMs }: Waiting, calls: Calls, nowMs: number): boolean {
  return nowMs + (1 - tolerance) * stepsLeft * callMs(calls, 1) <= stepsDueMs;
}

/**
 * How many calls a millisecond samples of one key need to end in time: as many as the tightest of them needs alone, or, where
 * there are more than a call takes, as many as all that are due by some moment need together.
 */
export function callRate(samples: readonly Waiting[], cap: number, nowMs: number): number {
  let rate = 0;
  let rows = 0;
  for (const { stepsLeft, stepsDueMs } of samples.toSorted((left, right) => left.stepsDueMs - right.stepsDueMs)) {
    const windowMs = Math.max(stepsDueMs - nowMs, 1);
    rows += stepsLeft;
    rate = Math.max(rate, stepsLeft / windowMs, rows / cap / windowMs);
  }
  return rate;
}
