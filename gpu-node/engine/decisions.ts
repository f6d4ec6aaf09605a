/** What goes into the engine and what comes out: plain data, no latents, no promises. */
import type { Reason } from '@quartet/protos/reasons.ts';
import type { StepTimes } from './step-times.ts';

/** Samples of one key may share a call: the same model, and inputs of the same shape. */
export type BatchKey = string;

/** A picture to be worked on, as far as the engine must know it. */
export interface SampleSpec {
  /** Never used again: a lane may still bring something back for a sample that has ended. */
  readonly id: string;
  readonly key: BatchKey;
  /** How long calls of its key take: the same object for all samples of a key. The engine corrects it. */
  readonly profile: StepTimes;
  /** The most samples of this key in one call, at least 1; fewer where fewer pay. The same for all samples of a key. */
  readonly batchCap: number;
  /** Steps in all, at least 1. */
  readonly steps: number;
  /** Steps that are done already; all of them where only the picture is left to be finished. */
  readonly firstStep: number;
  /** The timestep of each step where a call has one for all its samples; undefined where each has its own. */
  readonly sharedTimesteps: readonly number[] | undefined;
  /** Whether it is encoded before its steps and finished after them, on the side lane. */
  readonly sideJobs: boolean;
  /** Milliseconds to its end if it were alone. */
  readonly estimateMs: number;
  /** When it should have ended, by the clock of `apply` and `plan`. */
  readonly deadlineAtMs: number;
  /**
   * It is frozen when its steps since the last time took more than this of the device's time; 0: before its first step and
   * after each. Undefined where it cannot be.
   */
  readonly checkpointEveryMs: number | undefined;
}

/** What happened. */
export type EngineEvent =
  /** A new sample; one with side jobs is encoded first. */
  | { readonly kind: 'admitted'; readonly sample: SampleSpec }
  /** Somebody wants a sample's end. Unknown ids are no error: it may have ended meanwhile. */
  | { readonly kind: 'canceled'; readonly id: string; readonly reason: Reason }
  | { readonly kind: 'encoded'; readonly id: string; readonly laneMs: number }
  /** The call of a `step` is back and the samples in it have advanced; where it `goesOn`, their next step has begun. */
  | { readonly kind: 'stepped'; readonly laneMs: number; readonly goesOn: boolean }
  /** The device's memory did not suffice for the call: nothing advanced. */
  | { readonly kind: 'step_out_of_memory' }
  /** The call failed as a whole: nothing advanced, and all that were in it fail. */
  | { readonly kind: 'step_failed'; readonly reason: Reason }
  | { readonly kind: 'finished'; readonly id: string; readonly laneMs: number }
  /** One sample went wrong: a job of its own on the side lane, or what a call made of it. */
  | { readonly kind: 'sample_failed'; readonly id: string; readonly reason: Reason };

/** What the lanes are to do. */
export type EngineWork =
  /**
   * One call of a graph with these samples, each at its own step (from 0). Never more than the cap; one key. Where it
   * `goesOn`, the lane may take further steps with the same samples until one has none left, or until it is halted.
   */
  | { readonly kind: 'step'; readonly key: BatchKey; readonly rows: readonly StepRow[]; readonly goesOn: boolean }
  /** The call that runs is not to go on: the step that has begun is its last. */
  | { readonly kind: 'halt' }
  /** Encode a sample's prompt. */
  | { readonly kind: 'encode'; readonly id: string }
  /** Decode and finish a sample's picture. */
  | { readonly kind: 'finish'; readonly id: string };

/** What has become of samples. */
export type EngineNews =
  /** A step is done. */
  | { readonly kind: 'progress'; readonly id: string; readonly step: number; readonly steps: number }
  /** It is time to show the unfinished picture, as it is now. */
  | {
      readonly kind: 'preview';
      readonly id: string;
      readonly step: number;
      readonly steps: number;
      /** One of the four that are always shown. */
      readonly milestone: boolean;
    }
  /** It is time to freeze the sample, as it is now: it is before, between or after its steps. */
  | { readonly kind: 'checkpoint'; readonly id: string; readonly step: number }
  /** The sample is gone; without a reason its picture is finished. */
  | { readonly kind: 'ended'; readonly id: string; readonly reason: Reason | undefined; readonly gpuMs: number };

export interface StepRow {
  readonly id: string;
  readonly step: number;
}
