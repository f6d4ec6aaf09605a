import { expect, test } from 'vitest';
import { NoiseGenerator } from '../samplers/noise.ts';
import type { Sampler } from '../samplers/sampler.ts';
import { type DenoiseRow, advanceRow, denoiseFeeds } from './denoise-call.ts';
import { createUnet } from './denoisers/unet.ts';

/** A sampler that scales its input by 10 and takes the model's output as the new latents. */
const sampler = (timesteps: readonly number[]): Sampler => ({
  timesteps,
  initNoiseSigma: 1,
  inputScale: () => 10,
  addNoise: (clean) => clean,
  save: () => [],
  restore: () => {},
  advance: (_step, output, latents) => {
    latents.set(output);
    return output;
  },
});

const unet = createUnet(
  { family: 'sd', guidanceDim: undefined },
  {
    inputs: [
      { name: 'sample', type: 'float32', dims: ['batch', 1, 'height', 'width'] },
      { name: 'timestep', type: 'float32', dims: ['batch'] },
      { name: 'encoder_hidden_states', type: 'float32', dims: ['batch', 'length', 2] },
    ],
    outputs: [],
  },
  8,
);

function row(value: number, step: number, guidance: number): DenoiseRow {
  return {
    latents: Float32Array.of(value),
    shape: [1, 1, 1],
    sampler: sampler([900, 800, 700]),
    noise: new NoiseGenerator(0),
    step,
    doubled: guidance > 1,
    guidance,
  };
}

test('the denoiser sees the latents as the sampler scales them, and its timestep', () => {
  const feeds = denoiseFeeds(unet, row(2, 2, 3));
  expect(feeds['sample']).toEqual({ type: 'float32', data: Float32Array.of(20), dims: [1, 1, 1, 1] });
  expect(feeds['timestep']).toEqual({ type: 'float32', data: Float32Array.of(700), dims: [1] });
});

test('guidance goes from what is steered away from past the prompt, by its own scale', () => {
  const guided = row(2, 0, 3);
  advanceRow(unet, guided, Float32Array.of(5, 6));
  expect(guided.latents[0]).toBe(5 + 3 * (6 - 5));
});

test('a sample that is not finite any more says so', () => {
  expect(advanceRow(unet, row(1, 0, 1), Float32Array.of(Number.NaN))).toBeUndefined();
  expect(advanceRow(unet, row(2, 0, 1), Float32Array.of(3))).toEqual(Float32Array.of(3));
});
