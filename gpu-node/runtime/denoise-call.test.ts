import { expect, test } from 'vitest';
import type { Sampler } from '../samplers/sampler.ts';
import { type DenoiseRow, advanceRow, denoiseFeeds } from './denoise-call.ts';

/** A sampler that scales its input by 10 and takes the model's output as the new latents. */
const sampler = (timesteps: readonly number[]): Sampler => ({
  timesteps,
  initNoiseSigma: 1,
  inputScale: () => 10,
  advance: (_step, output, latents) => {
    latents.set(output);
    return output;
  },
});

const embedding = (value: number) => ({ data: Float32Array.of(value, value), length: 1, width: 2 });

function row(value: number, step: number, guidance: number): DenoiseRow {
  return {
    latents: Float32Array.of(value),
    sampler: sampler([900, 800, 700]),
    step,
    prompt: embedding(value),
    negative: guidance > 1 ? embedding(-value) : undefined,
    guidance,
  };
}

test('with guidance all negatives come first, then all prompts, each row at its own timestep', () => {
  const feeds = denoiseFeeds([row(1, 0, 2), row(2, 2, 3)], [1, 1, 1]);
  expect(feeds['sample']).toEqual({ type: 'float32', data: Float32Array.of(10, 20, 10, 20), dims: [4, 1, 1, 1] });
  expect(feeds['timestep']?.data).toEqual(Float32Array.of(900, 700, 900, 700));
  expect(feeds['encoder_hidden_states']?.data).toEqual(Float32Array.of(-1, -1, -2, -2, 1, 1, 2, 2));
});

test('without guidance each sample is in the call once', () => {
  const feeds = denoiseFeeds([row(1, 0, 1), row(2, 1, 1)], [1, 1, 1]);
  expect(feeds['sample']?.dims).toEqual([2, 1, 1, 1]);
});

test('guidance goes from what is steered away from past the prompt, by each own scale', () => {
  const rows = [row(1, 0, 2), row(2, 0, 3)];
  const output = Float32Array.of(1, 5, 2, 6);
  for (const [index, each] of rows.entries()) advanceRow(each, output, index, 2);
  expect(rows.map(({ latents }) => latents[0])).toEqual([1 + 2 * (2 - 1), 5 + 3 * (6 - 5)]);
});

test('a row that is not finite any more says so, its neighbour does not', () => {
  const rows = [row(1, 0, 1), row(2, 0, 1)];
  const output = Float32Array.of(Number.NaN, 3);
  expect(advanceRow(rows[0] as DenoiseRow, output, 0, 2)).toBeUndefined();
  expect(advanceRow(rows[1] as DenoiseRow, output, 1, 2)).toEqual(Float32Array.of(3));
});
