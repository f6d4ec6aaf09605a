import { describe, expect, test } from 'vitest';
import fixture from './fixtures/diffusers.json' with { type: 'json' };
import { createSampler, samplerNames } from './index.ts';
import { NoiseGenerator } from './noise.ts';
import { parseSchedulerConfig } from './scheduler-config.ts';

const randn = (seed: number, size: number): Float32Array => new NoiseGenerator(seed).normal(size);

/** The formula that stands for a model in fixtures/make.py. */
function model(latents: Float32Array, scale: number, timestep: number): Float32Array {
  return latents.map(
    (value, index) => 0.8 * Math.tanh(value * scale * (0.3 + timestep / 1000)) + 0.1 * Math.sin(index),
  );
}

function create(name: string, config: Readonly<Record<string, unknown>>, steps: number) {
  const sampler = createSampler(name, parseSchedulerConfig(JSON.stringify(config)), steps);
  if (!sampler) throw new Error(`no sampler ${name}`);
  return sampler;
}

function difference(have: ArrayLike<number>, want: readonly number[]): number {
  return Math.max(...want.map((value, index) => Math.abs(value - (have[index] ?? Number.NaN))));
}

describe.each(fixture.trajectories)(
  '$sampler, $config.prediction_type, $config.timestep_spacing, $steps steps',
  (want) => {
    test("walks diffusers' own way", () => {
      const sampler = create(want.sampler, want.config, want.steps);
      expect(difference(sampler.timesteps, want.timesteps)).toBeLessThan(1e-3);
      expect(sampler.initNoiseSigma).toBeCloseTo(want.init_noise_sigma, 4);
      const noise = new NoiseGenerator(fixture.seed);
      const latents = noise.normal(fixture.size).map((value) => value * sampler.initNoiseSigma);
      for (const [step, timestep] of sampler.timesteps.entries()) {
        sampler.advance(step, model(latents, sampler.inputScale(step), timestep), latents, noise);
        // Both sides round to float32 at each step, at different places of the formula.
        expect(difference(latents, want.path[step] ?? [])).toBeLessThan(5e-4);
      }
      expect(difference(latents, want.end)).toBeLessThan(5e-5);
    });
  },
);

const vPrediction = {
  beta_schedule: 'scaled_linear',
  beta_start: 0.00085,
  beta_end: 0.02,
  prediction_type: 'v_prediction',
  timestep_spacing: 'trailing',
};

test.each(samplerNames)('%s: with a model that knows the picture, any number of steps ends on it', (name) => {
  const clean = randn(3, 32);
  for (const steps of [1, 2, 5, 20]) {
    const sampler = create(name, { ...vPrediction, prediction_type: 'sample' }, steps);
    const latents = randn(4, 32).map((value) => value * sampler.initNoiseSigma);
    for (let step = 0; step < steps; step += 1) sampler.advance(step, clean, latents, new NoiseGenerator(0));
    expect(difference(latents, [...clean])).toBeLessThan(1e-4);
  }
});

test.each(samplerNames)('%s: samples that take turns do not touch each other', (name) => {
  const run = (others: number): Float32Array => {
    const samples = Array.from({ length: others + 1 }, (_, index) => {
      const sampler = create(name, vPrediction, 8);
      return { sampler, latents: randn(index, 32).map((value) => value * sampler.initNoiseSigma) };
    });
    for (let step = 0; step < 8; step += 1) {
      for (const { sampler, latents } of samples) {
        sampler.advance(
          step,
          model(latents, sampler.inputScale(step), sampler.timesteps[step] ?? 0),
          latents,
          new NoiseGenerator(0),
        );
      }
    }
    return samples[0]?.latents ?? new Float32Array();
  };
  expect(run(3)).toEqual(run(0));
});

test('an unknown sampler is no sampler, and a feature that is not built is refused', () => {
  const config = parseSchedulerConfig(JSON.stringify(vPrediction));
  expect(createSampler('PNDMScheduler', config, 20)).toBeUndefined();
  expect(() => parseSchedulerConfig(JSON.stringify({ ...vPrediction, use_karras_sigmas: true }))).toThrow(/karras/);
});
