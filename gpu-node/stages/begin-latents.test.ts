import { expect, test } from 'vitest';
import { createSampler } from '../samplers/index.ts';
import { NoiseGenerator } from '../samplers/noise.ts';
import { beginLatents, keepPicture } from './begin-latents.ts';

const shape = [2, 4, 4] as const;
const size = 32;
const config = { beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' };
const euler = () => {
  const sampler = createSampler('EulerDiscreteScheduler', config, 10);
  if (!sampler) throw new Error('no sampler');
  return sampler;
};
const tensor = (data: Float32Array) => ({ data, dims: [1, data.length / 16, 4, 4] });
const clean = Float32Array.from({ length: size }, (_, index) => index / size);
/** Half of the latents are painted anew. */
const mask = Float32Array.from({ length: 16 }, (_, index) => index % 2);
const picture = { encoded: tensor(clean), mask: undefined, strength: 0.5, latentScale: 2, latentShift: 0.25 };
const scaledClean = clean.map((value) => (value - 0.25) * 2);

test('without a picture it begins with noise as strong as the sampler wants it', () => {
  const sampler = euler();
  const { latents, noise, kept } = beginLatents(5, shape, sampler, 0);
  const torch = new NoiseGenerator(5);
  expect(latents).toEqual(torch.normal(size).map((value) => value * sampler.initNoiseSigma));
  expect(noise.position).toBe(torch.position);
  expect(kept).toBeUndefined();
});

test('with a picture it begins with as much noise as its first step has', () => {
  const sampler = euler();
  const { latents } = beginLatents(5, shape, sampler, 5, picture);
  expect(latents).toEqual(sampler.addNoise(scaledClean, new NoiseGenerator(5).normal(size), 5));
});

test('an encoder’s distribution is drawn from first, with bounds on its variance', () => {
  const parameters = new Float32Array(2 * size);
  parameters.set(clean);
  parameters.fill(-1000, size, size + 8);
  parameters.fill(1000, size + 8, size + 16);
  const { noise, kept } = beginLatents(5, shape, euler(), 5, { ...picture, encoded: tensor(parameters), mask });
  const torch = new NoiseGenerator(5);
  const draw = torch.normal(size);
  const deviations = Array.from({ length: size }, (_, index) => {
    if (index >= 16) return 1;
    return index < 8 ? Math.exp(-15) : Math.exp(10);
  });
  const sample = clean.map((value, index) => value + (deviations[index] ?? 0) * (draw[index] ?? 0));
  expect(kept?.clean).toEqual(sample.map((value) => (value - 0.25) * 2));
  expect(kept?.noise).toEqual(torch.normal(size));
  // With a mask, diffusers encodes the masked picture too.
  torch.normal(size);
  expect(noise.position).toBe(torch.position);
});

test('with a mask and all strength nothing of the picture is in the beginning', () => {
  const sampler = euler();
  const { latents } = beginLatents(5, shape, sampler, 0, { ...picture, mask, strength: 1 });
  expect(latents).toEqual(new NoiseGenerator(5).normal(size).map((value) => value * sampler.initNoiseSigma));
});

test('latents of another shape than the model’s are a defect', () => {
  expect(() => beginLatents(5, shape, euler(), 0, { ...picture, encoded: tensor(clean.subarray(16)) })).toThrow(
    /shape/,
  );
});

test('what stays has the noise of the next step, and in the end none', () => {
  const sampler = euler();
  const kept = { clean, noise: new NoiseGenerator(5).normal(size), mask };
  for (const [step, original] of [
    [4, sampler.addNoise(clean, kept.noise, 4)],
    [10, clean],
  ] as const) {
    const latents = new Float32Array(size).fill(9);
    keepPicture(latents, kept, sampler, step);
    expect(latents).toEqual(original.map((value, index) => (index % 2 === 1 ? 9 : value)));
  }
});
