import type { Sampler } from '../samplers/sampler.ts';
import type { Embedding } from './embedding-cache.ts';
import type { LaneFeeds } from './lane-messages.ts';

/** A sample as a denoising call needs it. */
export interface DenoiseRow {
  /** [channels, height, width]; moved on in place by {@link advanceRow}. */
  readonly latents: Float32Array;
  readonly sampler: Sampler;
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
 * The inputs of one denoising call. With guidance each sample is in it twice: first all of them with what they steer away
 * from, then all of them with their prompts. All rows have one shape, embedding shape, and guidance or none.
 */
export function denoiseFeeds(rows: readonly DenoiseRow[], shape: LatentShape): LaneFeeds {
  const [first] = rows;
  if (!first) throw new Error('a denoising call without samples');
  const guided = first.negative !== undefined;
  const batch = guided ? 2 * rows.length : rows.length;
  const latentSize = first.latents.length;
  const embeddingSize = first.prompt.data.length;
  const sample = new Float32Array(batch * latentSize);
  const timestep = new Float32Array(batch);
  const embeddings = new Float32Array(batch * embeddingSize);

  const fill = (slot: number, row: DenoiseRow, embedding: Embedding): void => {
    const scale = row.sampler.inputScale(row.step);
    const start = slot * latentSize;
    for (let index = 0; index < latentSize; index += 1) sample[start + index] = (row.latents[index] ?? 0) * scale;
    timestep[slot] = row.sampler.timesteps[row.step] ?? Number.NaN;
    embeddings.set(embedding.data, slot * embeddingSize);
  };
  for (const [index, row] of rows.entries()) {
    if (row.negative) fill(index, row, row.negative);
    fill(guided ? rows.length + index : index, row, row.prompt);
  }

  return {
    sample: { type: 'float32', data: sample, dims: [batch, ...shape] },
    timestep: { type: 'float32', data: timestep, dims: [batch] },
    encoder_hidden_states: {
      type: 'float32',
      data: embeddings,
      dims: [batch, first.prompt.length, first.prompt.width],
    },
  };
}

/**
 * Applies guidance to a row's part of the output and moves its latents one step.
 * Source of the guidance formula: Ho and Salimans, "Classifier-Free Diffusion Guidance" (2022), formula (6), with
 * diffusers' scale.
 *
 * @param output the call's output, [batch, channels, height, width]
 * @param index the row's place among `count` rows
 * @returns the row's latents without their noise, as estimated now; undefined when they are not finite any more
 */
export function advanceRow(
  row: DenoiseRow,
  output: Float32Array,
  index: number,
  count: number,
): Float32Array | undefined {
  const size = row.latents.length;
  const part = (slot: number): Float32Array => output.subarray(slot * size, (slot + 1) * size);
  let guided = part(index);
  if (row.negative) {
    const [away, towards] = [part(index), part(count + index)];
    guided = away.map((value, at) => value + row.guidance * ((towards[at] ?? Number.NaN) - value));
  }
  const estimate = row.sampler.advance(row.step, guided, row.latents);
  return row.latents.every(Number.isFinite) ? estimate : undefined;
}
