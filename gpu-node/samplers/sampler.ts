import type { NoiseGenerator } from './noise.ts';

/**
 * One sample's way from noise to picture: which timesteps it visits and how a model output moves its latents. It holds
 * what it remembers of the steps before, so each sample has its own.
 */
export interface Sampler {
  /** The timestep of each call of the model, in order, as the model is given it. Some samplers call it once more than `steps`. */
  readonly timesteps: readonly number[];
  /** What standard normal noise is multiplied by to become the first latents. */
  readonly initNoiseSigma: number;
  /** Factor on the latents before the model sees them at a step (from 0). */
  inputScale(step: number): number;
  /**
   * A picture's latents as they are before a step when its way there began with this noise: where painting from a picture
   * begins, and what inpainting keeps of the picture.
   *
   * @param clean the picture's latents, scaled as the model's are
   * @param noise standard normal, same length
   */
  addNoise(clean: Float32Array, noise: Float32Array, step: number): Float32Array;
  /**
   * Moves the latents one step, in place. Steps are taken in order, each once.
   *
   * @param step from 0
   * @param modelOutput what the model said of the scaled latents, guidance applied; same length as `latents`; may be written
   * over, for memory that is new at each step costs more than the arithmetic, and is not kept
   * @param noise the sample's own generator, after its first latents were drawn from it; samplers that add noise draw
   * from it
   * @returns the latents without their noise, as estimated at this step: what the picture is going to look like. Good
   * until any sampler of the thread takes a step, not to be changed.
   */
  advance(step: number, modelOutput: Float32Array, latents: Float32Array, noise: NoiseGenerator): Float32Array;
  /** Copies of what is remembered between steps, each as long as the latents; the order is the sampler's own. */
  save(): readonly Float32Array[];
  /**
   * Goes on from what {@link save} gave before `step`: with the same latents and noise position, to the same pixels.
   * @throws Error when the memory is not one of this sampler's before that step
   */
  restore(step: number, memory: readonly Float32Array[]): void;
}

/** What a run is, beside its model's configuration. */
export interface SamplerOptions {
  /** The step the run begins at: above 0 when it begins with a picture. See `begin-step.ts`. */
  readonly firstStep?: number;
  /** For flow-matching models. */
  readonly flow?: FlowOptions;
}

/** How a flow-matching pipeline sets up its scheduler. */
export interface FlowOptions {
  /** How many tokens the transformer sees the latents as: what dynamic shifting goes by. */
  readonly imageTokens: number;
  /** True for FLUX: before they are shifted, sigmas fall evenly from 1 to 1/steps. Else they fall to the smallest trained one. */
  readonly evenSigmas: boolean;
}
