import type { BatchKey } from '../engine/decisions.ts';
import type { StepFeeds } from './join-feeds.ts';
import type { LaneOutput } from './lane-messages.ts';
import type { EncodedPicture } from './pictures.ts';

/**
 * A task's work, in the way of its stage: the engine decides when each part is done, the runner does the calls, a sample
 * knows what goes into them and what comes of them. Made by a model that has found the task's content fit for it.
 */
export interface Sample {
  /** Samples of one key may share a call: their feeds have the same names and shapes, for the same graph. */
  readonly key: BatchKey;
  /** Path of the graph that the steps run. */
  readonly graph: string;
  /** The most samples of this key in one call. */
  readonly batchCap: number;
  readonly steps: number;
  /** Undefined where all the sample needs a lane for is its steps. */
  readonly sideJobs: SideJobs | undefined;

  /**
   * Gets what the sample needs from elsewhere, beside the lanes, before the engine hears of it; absent where that is nothing.
   * @throws ReasonError
   */
  fetch?(signal: AbortSignal): Promise<void>;

  /** Where a step (from 0) stands in the stage's own terms, for the step log: a timestep; a tile's number. */
  timestep(step: number): number;

  /** What a step (from 0) takes. */
  feeds(step: number): StepFeeds;

  /**
   * Takes in what came of a step.
   * @param output this sample's part; not to be kept
   * @returns false when it is not sound: the sample has failed
   */
  advance(step: number, output: LaneOutput): boolean;

  /** A call with this sample and `batch - 1` others took `laneMs`. */
  recordStepTime(batch: number, laneMs: number): void;

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
