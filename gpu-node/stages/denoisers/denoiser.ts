import type { GraphInfo, StepFeeds, TensorInfo } from '../../runtime/lane-messages.ts';
import type { FlowOptions } from '../../samplers/sampler.ts';
import type { Conditioning } from '../conditioning.ts';

/** [channels, height, width] of one sample's latents. */
export type LatentShape = readonly [channels: number, height: number, width: number];

/** What one sample's call takes that changes from step to step. */
export interface DenoiserInput {
  /** [channels, height, width], scaled as the sampler says. */
  readonly latents: Float32Array;
  readonly shape: LatentShape;
  /** The sampler's. */
  readonly timestep: number;
}

/** What all calls of one sample take alike. */
export interface DenoiserConditions {
  readonly shape: LatentShape;
  /** One for each row of the sample: with guidance that of what it steers away from, then the prompt's. */
  readonly conditionings: readonly Conditioning[];
  readonly guidance: number;
}

/** One family's way of calling its denoiser. */
export interface Denoiser {
  /** Whether guidance doubles a sample inside each call; where it does not, the graph is told of it or knows none. */
  readonly doubles: boolean;
  /** Whether a call has one timestep, which all its samples share. */
  readonly sharesTimestep: boolean;
  /** How its sampler is set up, where it is one that goes along a flow. */
  flow(shape: LatentShape): FlowOptions | undefined;
  /** The graph's inputs that change from step to step, alike for each row of a sample. May be views of the latents. */
  feeds(input: DenoiserInput): StepFeeds;
  /** The graph's other inputs, for each row of the sample. */
  constants(conditions: DenoiserConditions): StepFeeds[];
  /** A sample's part of the output as latents: [rows, channels, height, width]. */
  latentsOf(output: Float32Array, shape: LatentShape): Float32Array;
}

/**
 * Verifies that a graph takes what its family gives.
 * @throws Error that names what is missing or not known
 */
export function verifyInputs(
  name: string,
  { inputs }: GraphInfo,
  needed: readonly string[],
  known: readonly string[],
): void {
  const names = inputs.map((input) => input.name);
  const missing = needed.find((each) => !names.includes(each));
  if (missing) throw new Error(`${name} does not take ${missing}`);
  const unknown = names.find((each) => !needed.includes(each) && !known.includes(each));
  if (unknown) throw new Error(`${name} takes ${unknown}, which is not known`);
}

/** A graph's input, or undefined where it does not have it. */
export function inputOf({ inputs }: GraphInfo, name: string): TensorInfo | undefined {
  return inputs.find((input) => input.name === name);
}
