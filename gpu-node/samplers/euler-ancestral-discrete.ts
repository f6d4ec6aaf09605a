import { Type } from 'typebox';
import { memoryless } from './memoryless.ts';
import { mix, mixInto } from './mix.ts';
import { cleanOfSigma } from './prediction.ts';
import { rememberLatest } from './remember-latest.ts';
import type { Sampler } from './sampler.ts';
import {
  type SchedulerConfig,
  betaFields,
  noisePredictionTypes,
  readConfig,
  spacingFields,
} from './scheduler-config.ts';
import { scratch } from './scratch.ts';
import { sigmaSchedule } from './sigma-schedule.ts';

const ConfigSchema = Type.Object({
  ...spacingFields('linspace'),
  ...betaFields,
  prediction_type: noisePredictionTypes,
  rescale_betas_zero_snr: Type.Boolean({ default: false }),
});

const scheduleOf = rememberLatest((fields: SchedulerConfig, steps: number) => {
  const config = readConfig(ConfigSchema, fields);
  return { config, ...sigmaSchedule({ ...config, final_sigmas_type: 'zero' }, steps) };
});

/**
 * Ancestral sampling with Euler's method: each step goes further down than it should and adds noise to come back.
 * Source: diffusers `schedulers/scheduling_euler_ancestral_discrete.py`, `EulerAncestralDiscreteScheduler.step`.
 */
export function createEulerAncestralDiscrete(fields: SchedulerConfig, steps: number): Sampler {
  const { config, timesteps, sigmas, initNoiseSigma } = scheduleOf(fields, steps);
  const sigmaAt = (step: number): number => sigmas[step] ?? Number.NaN;
  return {
    timesteps,
    initNoiseSigma,
    inputScale: (step) => 1 / Math.sqrt(sigmaAt(step) ** 2 + 1),
    addNoise: (clean, noise, step) => mix(1, clean, sigmaAt(step), noise),
    advance(step, modelOutput, latents, noise) {
      const sigma = sigmaAt(step);
      const { up, down } = splitSigma(sigma, sigmaAt(step + 1));
      const clean = cleanOfSigma(config.prediction_type, sigma, modelOutput, latents, scratch(latents.length));
      const keep = down / sigma;
      mixInto(latents, keep, 1 - keep, clean);
      // The last step adds none, and nothing is drawn after it.
      if (up > 0) mixInto(latents, 1, up, noise.normal(latents.length));
      return clean;
    },
    ...memoryless,
  };
}

/**
 * How much noise a step adds (`up`) and to which sigma it goes before that (`down`). The squares are close to each other
 * where sigmas fall fast, so that float32's rounding shows: it is diffusers' own.
 */
function splitSigma(from: number, to: number): { readonly up: number; readonly down: number } {
  const { fround, sqrt } = Math;
  const [fromSquare, toSquare] = [fround(from ** 2), fround(to ** 2)];
  const up = fround(sqrt(fround(fround(toSquare * fround(fromSquare - toSquare)) / fromSquare)));
  return { up, down: fround(sqrt(fround(toSquare - fround(up ** 2)))) };
}
