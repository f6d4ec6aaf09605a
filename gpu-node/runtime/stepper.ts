import type { Constants } from './constants.ts';
import type { LaneOutput, StepFeeds } from './lane-messages.ts';

/** What moves one sample on, step after step, on the thread of the lane where its calls run. */
export interface Stepper {
  /** What all its steps take alike; undefined where that is nothing, and the sample one row. */
  readonly constants: Constants | undefined;
  /** What each of its rows takes at a step (from 0) beside the constants. May be views of what it keeps. */
  feeds(step: number): StepFeeds;
  /**
   * Takes in what came of a step.
   * @param output this sample's part; not to be kept
   * @returns where it has got to, good until any stepper of the thread moves on; undefined when that is not sound: the sample
   * has failed
   */
  advance(step: number, output: LaneOutput): StepperState | undefined;
}

/** What a stepper is made from: plain data, of which only its stage knows more. */
export interface StepperStart {
  /** Nothing else in the process has it. */
  readonly id: number;
}

/** Where a sample is before, between or after its steps. */
export interface StepperState {
  /** [channels, height, width] */
  readonly latents: Float32Array;
  /** The latents without their noise, as estimated at the last step: what previews show. Undefined before the first. */
  readonly estimate: Float32Array | undefined;
  /** What the sampler remembers of the steps before, in its own order. */
  readonly samplerState: readonly Float32Array[];
  /** How far the sample's noise has been drawn, in 32-bit draws. */
  readonly noisePosition: number;
}
