/** One sample's way from noise to picture: which timesteps it visits and how a model output moves its latents. */
export interface Sampler {
  /** The timestep of each step, in order, as the model is given it. */
  readonly timesteps: readonly number[];
  /** What standard normal noise is multiplied by to become the first latents. */
  readonly initNoiseSigma: number;
  /** Factor on the latents before the model sees them at a step (from 0). */
  inputScale(step: number): number;
  /**
   * Moves the latents one step, in place. Steps are taken in order, each once.
   *
   * @param step from 0
   * @param modelOutput what the model said of the scaled latents, guidance applied; same length as `latents`
   * @returns the latents without their noise, as estimated at this step: what the picture is going to look like. The
   * caller must not change it.
   */
  advance(step: number, modelOutput: Float32Array, latents: Float32Array): Float32Array;
}
