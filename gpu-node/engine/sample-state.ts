import type { SampleSpec } from './decisions.ts';

/**
 * Where a sample is; one without side jobs starts at `to_step` and ends after its last step.
 * - `to_encode`: waits for the side lane; ends when `encode` names it.
 * - `encoding`: its prompt is on the side lane; ends with `encoded`.
 * - `to_step`: waits for the next call of its key that has room.
 * - `stepping`: in the call that runs; ends with `stepped`.
 * - `to_finish`: all steps are done; waits for the side lane.
 * - `finishing`: its picture is on the side lane; ends with `finished`.
 */
export type Phase = 'to_encode' | 'encoding' | 'to_step' | 'stepping' | 'to_finish' | 'finishing';

/** A sample inside the engine. */
export interface Sample {
  readonly spec: SampleSpec;
  /** What its end takes after its last step, milliseconds. */
  readonly finishMs: number;
  /** The longest calls, milliseconds, that its deadline allows. */
  readonly longestCallMs: number;
  phase: Phase;
  /** Steps done. */
  step: number;
  /** Its share of every call it was in. */
  gpuMs: number;
  /** Its share of the calls since it was frozen last. */
  atRiskMs: number;
  shownAtMs: number;
}

/** Calls may take so much of the time that the deadline allows; the rest is for waiting, and for slow moments of the device. */
const callsShare = 0.6;

/** A sample that nothing was done for. */
export function newSample(spec: SampleSpec, nowMs: number): Sample {
  const loneMs = spec.profile.undisturbedMs;
  const stepsMs = (spec.steps - spec.firstStep) * loneMs;
  // How many times as long as alone everything may take; nothing is known of the first samples of all.
  const allowed = spec.estimateMs > 0 ? (spec.deadlineAtMs - nowMs) / spec.estimateMs : 0;
  return {
    spec,
    finishMs: spec.sideJobs ? Math.max(0, spec.estimateMs - stepsMs) : 0,
    longestCallMs: callsShare * allowed * loneMs,
    phase: 'to_encode',
    step: spec.firstStep,
    gpuMs: 0,
    atRiskMs: 0,
    shownAtMs: Number.NEGATIVE_INFINITY,
  };
}
