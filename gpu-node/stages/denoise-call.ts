import type { StepFeeds } from '../runtime/lane-messages.ts';
import type { NoiseGenerator } from '../samplers/noise.ts';
import type { Sampler } from '../samplers/sampler.ts';
import type { Denoiser, LatentShape } from './denoisers/denoiser.ts';

/** A sample as a denoising call needs it. */
export interface DenoiseRow {
  /** [channels, height, width]; moved on in place by {@link advanceRow}. */
  readonly latents: Float32Array;
  readonly shape: LatentShape;
  readonly sampler: Sampler;
  /** The sample's own, from which its first latents were drawn. */
  readonly noise: NoiseGenerator;
  /** The sampler's step to take, from 0. */
  readonly step: number;
  /** Whether guidance has it in the call twice: with what it steers away from, then with its prompt. */
  readonly doubled: boolean;
  readonly guidance: number;
}

/** What each row of a sample takes of one denoising call, beside the constants. */
export function denoiseFeeds(denoiser: Denoiser, row: DenoiseRow): StepFeeds {
  const { latents, shape, sampler, step } = row;
  const scale = sampler.inputScale(step);
  return denoiser.feeds({
    latents: scale === 1 ? latents : scaled(latents, scale),
    shape,
    timestep: sampler.timesteps[step] ?? Number.NaN,
  });
}

/**
 * Applies guidance to a sample's part of the output and moves its latents one step.
 * Source of the guidance formula: Ho and Salimans, "Classifier-Free Diffusion Guidance" (2022), formula (6), with
 * diffusers' scale.
 *
 * @param output the sample's part of the call's output, one or two rows; overwritten
 * @returns the sample's latents without their noise, as estimated now; undefined when they are not finite any more
 */
export function advanceRow(denoiser: Denoiser, row: DenoiseRow, output: Float32Array): Float32Array | undefined {
  const size = row.latents.length;
  let guided = denoiser.latentsOf(output, row.shape);
  if (row.doubled) {
    const [away, towards] = [guided.subarray(0, size), guided.subarray(size)];
    guide(away, towards, row.guidance);
    guided = away;
  }
  const estimate = row.sampler.advance(row.step, guided, row.latents, row.noise);
  return isFinite(row.latents) ? estimate : undefined;
}

// Loops, because these see every latent of every sample at every step on the node's one thread: callbacks take ten times as long.

function scaled(latents: Float32Array, scale: number): Float32Array {
  const result = new Float32Array(latents.length);
  for (let index = 0; index < latents.length; index += 1) result[index] = (latents[index] ?? Number.NaN) * scale;
  return result;
}

/** Moves `away` to where guidance goes, in place. */
function guide(away: Float32Array, towards: Float32Array, guidance: number): void {
  for (let index = 0; index < away.length; index += 1) {
    const from = away[index] ?? Number.NaN;
    away[index] = from + guidance * ((towards[index] ?? Number.NaN) - from);
  }
}

function isFinite(values: Float32Array): boolean {
  let sum = 0;
  // In float64 no number of float32's add up to infinity, but where one is infinite or NaN, so is the sum.
  for (let index = 0; index < values.length; index += 1) sum += values[index] ?? Number.NaN;
  return Number.isFinite(sum);
}
