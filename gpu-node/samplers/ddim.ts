import { Type } from 'typebox';
import { memoryless } from './memoryless.ts';
import { clamp, mix, mixTo } from './mix.ts';
import { alphasCumprod } from './noise-schedule.ts';
import { cleanOf, levelOfAlpha, noiseOf } from './prediction.ts';
import { rememberLatest } from './remember-latest.ts';
import type { Sampler } from './sampler.ts';
import {
  type SchedulerConfig,
  betaFields,
  clipFields,
  predictionTypes,
  readConfig,
  spacingFields,
} from './scheduler-config.ts';
import { scratch } from './scratch.ts';
import { spaceTimesteps } from './timesteps.ts';

const ConfigSchema = Type.Object({
  ...spacingFields('leading'),
  ...betaFields,
  ...clipFields(true),
  prediction_type: predictionTypes,
  set_alpha_to_one: Type.Boolean({ default: true }),
  rescale_betas_zero_snr: Type.Boolean({ default: false }),
});

const scheduleOf = rememberLatest((fields: SchedulerConfig, steps: number) => {
  const config = readConfig(ConfigSchema, fields);
  return { config, alphas: alphasCumprod(config), timesteps: spaceTimesteps(config, steps) };
});

/**
 * DDIM without added noise (eta 0).
 * Source: Song, Meng and Ermon, "Denoising Diffusion Implicit Models" (2020), formula (12); diffusers
 * `schedulers/scheduling_ddim.py`, `DDIMScheduler.step`.
 */
export function createDdim(fields: SchedulerConfig, steps: number): Sampler {
  const { config, alphas, timesteps } = scheduleOf(fields, steps);
  const stride = Math.floor(config.num_train_timesteps / steps);
  const finalAlpha = config.set_alpha_to_one ? 1 : (alphas[0] ?? Number.NaN);
  const timestepAt = (step: number): number => timesteps[step] ?? Number.NaN;
  const levelAt = (timestep: number) => levelOfAlpha(timestep < 0 ? finalAlpha : (alphas[timestep] ?? Number.NaN));
  return {
    timesteps,
    initNoiseSigma: 1,
    inputScale: () => 1,
    addNoise(clean, noise, step) {
      const level = levelAt(timestepAt(step));
      return mix(level.signal, clean, level.noise, noise);
    },
    advance(step, modelOutput, latents) {
      const [level, next] = [levelAt(timestepAt(step)), levelAt(timestepAt(step) - stride)];
      const clean = cleanOf(config.prediction_type, level, modelOutput, latents, scratch(latents.length));
      const noise = noiseOf(config.prediction_type, level, modelOutput, latents);
      if (config.clip_sample) clamp(clean, config.clip_sample_range);
      mixTo(latents, next.signal, clean, next.noise, noise);
      return clean;
    },
    ...memoryless,
  };
}
