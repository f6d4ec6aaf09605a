import type { BatchKey } from '../engine/decisions.ts';
import type { StepTimes } from '../engine/step-times.ts';
import type { Lane } from './lane.ts';
import type { LaneOutput, StepFeeds } from './lane-messages.ts';
import type { EncodedPicture } from './pictures.ts';
import type { RemoteStepper } from './remote-stepper.ts';
import type { StepperState } from './stepper.ts';

/**
 * A task's work, in the way of its stage: the engine decides when each part is done, the runner does the calls, a sample
 * knows what goes into them and what comes of them. Made by a model that has found the task's content fit for it.
 */
export type Sample = SampleHere | SampleOnLane;

/** What goes into its calls is made here, and what comes of them is taken in here. */
export interface SampleHere extends AnySample {
  readonly stepper?: undefined;

  /** What it gives to the call of a step (from 0). May be views of what it keeps. */
  feeds(step: number): StepFeeds;

  /**
   * Takes in what came of a step.
   * @param output this sample's part; not to be kept
   * @returns false when it is not sound: the sample has failed
   */
  advance(step: number, output: LaneOutput): boolean;
}

/** It is moved on where its calls run, and here is known where it has got to. */
export interface SampleOnLane extends AnySample {
  readonly stepper: RemoteStepper;
}

interface AnySample {
  /** Samples of one key may share a call: their feeds have the same names and shapes, for the same graph. */
  readonly key: BatchKey;
  /** Where its steps run. */
  readonly lane: Pick<Lane, 'do'>;
  /** Path of the graph that the steps run. */
  readonly graph: string;
  /** How long calls of this key take: one object for all samples of a key, kept by the model and corrected by what runs. */
  readonly profile: StepTimes;
  /** The most samples in one call that the node allows. */
  readonly batchCap: number;
  /** Each call has exactly this many samples, filled up with copies of one, so that batch mates change nothing; undefined: as many as there are. */
  readonly padTo: number | undefined;
  /** Steps of the whole, at least 1. */
  readonly steps: number;
  /** Steps that are done already: 0, or where a checkpoint got to. */
  readonly firstStep: number;
  /**
   * Where the graph takes one timestep for a whole call: that of each step. Then samples share a call only where theirs are
   * equal. Undefined where each sample has its own.
   */
  readonly sharedTimesteps: readonly number[] | undefined;
  /** Milliseconds from its beginning to its finished picture if it were alone on the node. */
  readonly estimateMs: number;
  /** Undefined where all the sample needs a lane for is its steps. */
  readonly sideJobs: SideJobs | undefined;

  /**
   * Gets what the sample needs from elsewhere, beside the lanes, before the engine hears of it; absent where that is nothing.
   * @throws ReasonError
   */
  fetch?(signal: AbortSignal): Promise<void>;

  /** Where a step (from 0) stands in the stage's own terms, for the step log: a timestep; a tile's number. */
  timestep(step: number): number;

  /** What another node needs to go on from here; called before, between or after its steps, absent where the sample cannot be frozen. */
  freeze?(): FrozenSample;

  /** The unfinished picture as it is now, to be encoded as WebP beside the lanes; undefined where there is nothing to see. */
  preview(): (() => Promise<Buffer>) | undefined;

  /**
   * The finished picture, encoded beside the lanes.
   * @throws ReasonError
   */
  picture(): Promise<EncodedPicture>;
}

/** What is done on the side lane, so that no step waits for it; each says how long it took there. */
export interface SideJobs {
  /**
   * Before the first step.
   * @throws LaneError
   */
  encode(): Promise<number>;
  /**
   * After the last one.
   * @throws LaneError
   * @throws ReasonError `bad_output`
   */
  finish(): Promise<number>;
}

/** A sample before, between or after its steps: plain data, copies of what it had. */
export interface FrozenSample extends Omit<StepperState, 'estimate'> {
  /** The sampler's diffusers class name. */
  readonly sampler: string;
  /** Steps done. */
  readonly step: number;
}
