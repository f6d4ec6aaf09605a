import { describe, expect, test } from 'vitest';
import { beginStep } from './begin-step.ts';
import { type Walk, difference, fixture, floats, model } from './fixtures/fixture.ts';
import { createSampler, samplerNames } from './index.ts';
import { NoiseGenerator } from './noise.ts';
import { type SchedulerConfig, parseSchedulerConfig } from './scheduler-config.ts';

function create(name: string, config: SchedulerConfig, steps: number, options = {}) {
  const sampler = createSampler(name, config, steps, options);
  if (!sampler) throw new Error(`no sampler ${name}`);
  return sampler;
}

/** Walks diffusers' own way, in parts of the latents' greatest number. */
function expectWalk(want: Walk, config: SchedulerConfig): void {
  // Where sigmas fall from 4096, float32 has no better.
  const tolerance = config['rescale_betas_zero_snr'] ? 1e-4 : 1e-5;
  const { strength, steps, flow } = want;
  const firstStep = strength === undefined ? 0 : beginStep(want.sampler, steps, strength);
  const sampler = create(want.sampler, config, steps, { firstStep, flow });
  // Karras timesteps come of logarithms, whose last digit differs between libraries.
  if (config['use_karras_sigmas']) expect(difference(sampler.timesteps, floats(want.timesteps))).toBeLessThan(1e-7);
  else expect(Float32Array.from(sampler.timesteps)).toEqual(floats(want.timesteps));
  const noise = new NoiseGenerator(fixture.seed);
  let latents = noise.normal(fixture.size);
  if (strength === undefined) {
    const sigma = want.initNoiseSigma ?? Number.NaN;
    expect(sampler.initNoiseSigma / sigma).toBeCloseTo(1, 6);
    latents = latents.map((value) => value * sampler.initNoiseSigma);
  } else {
    expect(firstStep).toBe(want.firstStep);
    const [picture, drawn] = [new NoiseGenerator(fixture.pictureSeed).normal(fixture.size), latents];
    latents = sampler.addNoise(picture, drawn, firstStep);
    expect(difference(latents, floats(want.begin ?? ''))).toBeLessThan(tolerance);
    if (want.kept) {
      expect(difference(sampler.addNoise(picture, drawn, firstStep + 1), floats(want.kept))).toBeLessThan(tolerance);
    }
  }
  const [path, cleans] = [floats(want.path), want.cleans && floats(want.cleans)];
  for (let step = firstStep; step < sampler.timesteps.length; step += 1) {
    const clean = sampler.advance(step, model(sampler, step, latents), latents, noise);
    const [at, shown] = [step - firstStep, fixture.shown];
    const reached = path.subarray(at * shown, (at + 1) * shown);
    expect(difference(latents.subarray(0, shown), reached)).toBeLessThan(tolerance);
    if (cleans) expect(difference(clean.subarray(0, 1), cleans.subarray(at, at + 1))).toBeLessThan(tolerance);
  }
  expect(difference(latents, floats(want.end))).toBeLessThan(tolerance);
}

describe("walks diffusers' own way", () => {
  const named = fixture.trajectories.map((want) => {
    const from = want.strength === undefined ? '' : ` from a picture at ${want.strength}`;
    return { name: `${want.sampler}, ${want.steps} steps${from}, ${JSON.stringify(want.config)}`, want };
  });
  test.each(named)('$name', ({ want }) => {
    const isFlow = want.sampler === 'FlowMatchEulerDiscreteScheduler';
    expectWalk(want, isFlow ? want.config : { ...fixture.base, ...want.config });
  });
});

test.each(fixture.folders)("$sampler reads $folder's configuration as diffusers does", (want) => {
  expectWalk(want, parseSchedulerConfig(fixture.configs[want.folder] ?? ''));
});

test('every sampler is compared, alone and with the configurations of others', () => {
  expect(new Set(fixture.trajectories.map(({ sampler }) => sampler))).toEqual(new Set(samplerNames));
  expect(new Set(fixture.folders.map(({ sampler }) => sampler))).toEqual(new Set(samplerNames));
});

const plain = { skip_prk_steps: true, beta_schedule: 'scaled_linear', clip_sample: false };

test.each(samplerNames)('%s: samples that take turns do not touch each other', (name) => {
  const run = (others: number): Float32Array => {
    const samples = Array.from({ length: others + 1 }, (_, index) => {
      const sampler = create(name, plain, 8);
      const noise = new NoiseGenerator(index);
      return { sampler, noise, latents: noise.normal(32).map((value) => value * sampler.initNoiseSigma) };
    });
    for (const step of samples[0]?.sampler.timesteps.keys() ?? []) {
      for (const { sampler, noise, latents } of samples) {
        sampler.advance(step, model(sampler, step, latents), latents, noise);
      }
    }
    return samples[0]?.latents ?? new Float32Array();
  };
  expect(run(3)).toEqual(run(0));
});

test.each(samplerNames)('%s: the model output is not kept: its memory may be reused', (name) => {
  const walk = (reuse: boolean): Float32Array => {
    const sampler = create(name, plain, 6);
    const noise = new NoiseGenerator(1);
    const latents = noise.normal(32);
    const shared = new Float32Array(32);
    for (const step of sampler.timesteps.keys()) {
      const output = model(sampler, step, latents);
      if (reuse) shared.set(output);
      sampler.advance(step, reuse ? shared : output, latents, noise);
    }
    return latents;
  };
  expect(walk(true)).toEqual(walk(false));
});

test('samplers that add noise draw as much as the latents hold, and none after the last step', () => {
  for (const name of ['EulerAncestralDiscreteScheduler', 'LCMScheduler']) {
    const sampler = create(name, plain, 4);
    const noise = new NoiseGenerator(1);
    const latents = noise.normal(32);
    const positions = [...sampler.timesteps.keys()].map((step) => {
      sampler.advance(step, model(sampler, step, latents), latents, noise);
      return noise.position;
    });
    expect(positions).toEqual([64, 96, 128, 128]);
  }
});

test('an unknown sampler is no sampler', () => {
  expect(createSampler('HeunDiscreteScheduler', plain, 20)).toBeUndefined();
});
