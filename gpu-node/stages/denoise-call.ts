import type { NoiseGenerator } from '../samplers/noise.ts';
import type { Sampler } from '../samplers/sampler.ts';
import type { Embedding } from './embedding-cache.ts';
import type { StepFeeds } from '../runtime/join-feeds.ts';

/** A sample as a denoising call needs it. */
export interface DenoiseRow {
  /** [channels, height, width]; moved on in place by {@link advanceRow}. */
  readonly latents: Float32Array;
  readonly sampler: Sampler;
  /** The sample's own, from which its first latents were drawn. */
  readonly noise: NoiseGenerator;
  /** The step to take, from 0. */
  readonly step: number;
  readonly prompt: Embedding;
  /** What guidance steers away from; undefined without guidance. */
  readonly negative: Embedding | undefined;
  readonly guidance: number;
}

/** [channels, height, width] of one sample's latents. */
export type LatentShape = readonly [channels: number, height: number, width: number];

/**
 * A sample's inputs of one denoising call. With guidance it is in the call twice: first with what it steers away from,
 * then with its prompt.
 */
export function denoiseFeeds(row: DenoiseRow, shape: LatentShape): StepFeeds {
  const { latents, sampler, step, prompt, negative } = row;
  const embeddings = negative ? [negative, prompt] : [prompt];
  const batch = embeddings.length;
  const scale = sampler.inputScale(step);
  const sample = new Float32Array(batch * latents.length);
  const states = new Float32Array(batch * prompt.data.length);
  for (const [slot, embedding] of embeddings.entries()) {
    const start = slot * latents.length;
    for (let index = 0; index < latents.length; index += 1) sample[start + index] = (latents[index] ?? 0) * scale;
    states.set(embedding.data, slot * prompt.data.length);
  }
  const timestep = new Float32Array(batch).fill(sampler.timesteps[step] ?? Number.NaN);
  return {
    sample: { type: 'float32', data: sample, dims: [batch, ...shape] },
    timestep: { type: 'float32', data: timestep, dims: [batch] },
    encoder_hidden_states: { type: 'float32', data: states, dims: [batch, prompt.length, prompt.width] },
  };
}

/**
 * Applies guidance to a sample's part of the output and moves its latents one step.
 * Source of the guidance formula: Ho and Salimans, "Classifier-Free Diffusion Guidance" (2022), formula (6), with
 * diffusers' scale.
 *
 * @param output the sample's part of the call's output, [1 or 2, channels, height, width]
 * @returns the sample's latents without their noise, as estimated now; undefined when they are not finite any more
 */
export function advanceRow(row: DenoiseRow, output: Float32Array): Float32Array | undefined {
  const size = row.latents.length;
  let guided = output;
  if (row.negative) {
    const [away, towards] = [output.subarray(0, size), output.subarray(size)];
    guided = away.map((value, at) => value + row.guidance * ((towards[at] ?? Number.NaN) - value));
  }
  const estimate = row.sampler.advance(row.step, guided, row.latents, row.noise);
  return row.latents.every(Number.isFinite) ? estimate : undefined;
}
