import { Type } from 'typebox';
import { memoryless } from './memoryless.ts';
import { mix, mixInto } from './mix.ts';
import { cleanOfSigma } from './prediction.ts';
import { rememberLatest } from './remember-latest.ts';
import type { Sampler } from './sampler.ts';
import {
  type SchedulerConfig,
  betaFields,
  notBuilt,
  numberOrNone,
  predictionTypes,
  readConfig,
  spacingFields,
} from './scheduler-config.ts';
import { scratch } from './scratch.ts';
import { sigmaSchedule } from './sigma-schedule.ts';

const ConfigSchema = Type.Object({
  ...spacingFields('linspace'),
  ...betaFields,
  prediction_type: predictionTypes,
  rescale_betas_zero_snr: Type.Boolean({ default: false }),
  interpolation_type: Type.Literal('linear', { default: 'linear' }),
  use_karras_sigmas: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
  use_exponential_sigmas: notBuilt,
  use_beta_sigmas: notBuilt,
  sigma_min: numberOrNone,
  sigma_max: numberOrNone,
  timestep_type: Type.Union([Type.Literal('discrete'), Type.Literal('continuous')], { default: 'discrete' }),
  final_sigmas_type: Type.Union([Type.Literal('zero'), Type.Literal('sigma_min')], { default: 'zero' }),
});

const scheduleOf = rememberLatest((fields: SchedulerConfig, steps: number) => {
  const config = readConfig(ConfigSchema, fields);
  if (config.timestep_type === 'continuous' && config.prediction_type === 'v_prediction') {
    throw new Error('scheduler_config.json: timestep_type continuous is not built for v_prediction');
  }
  return { config, ...sigmaSchedule(config, steps) };
});

/**
 * Euler's method on the probability flow in terms of sigma, without churn.
 * Source: Karras and others, "Elucidating the Design Space of Diffusion-Based Generative Models" (2022), algorithm 2 with
 * S_churn 0; diffusers `schedulers/scheduling_euler_discrete.py`, `EulerDiscreteScheduler.step`.
 */
export function createEulerDiscrete(fields: SchedulerConfig, steps: number): Sampler {
  const { config, timesteps, sigmas, initNoiseSigma } = scheduleOf(fields, steps);
  const sigmaAt = (step: number): number => sigmas[step] ?? Number.NaN;
  return {
    timesteps,
    initNoiseSigma,
    inputScale: (step) => 1 / Math.sqrt(sigmaAt(step) ** 2 + 1),
    addNoise: (clean, noise, step) => mix(1, clean, sigmaAt(step), noise),
    advance(step, modelOutput, latents) {
      const sigma = sigmaAt(step);
      const clean = cleanOfSigma(config.prediction_type, sigma, modelOutput, latents, scratch(latents.length));
      const keep = sigmaAt(step + 1) / sigma;
      mixInto(latents, keep, 1 - keep, clean);
      return clean;
    },
    ...memoryless,
  };
}
