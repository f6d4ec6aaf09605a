import { Type } from 'typebox';
import { memoryless } from './memoryless.ts';
import { clamp, mix, mixInto } from './mix.ts';
import { alphasCumprod } from './noise-schedule.ts';
import { cleanOf, levelOfAlpha } from './prediction.ts';
import { rememberLatest } from './remember-latest.ts';
import type { Sampler } from './sampler.ts';
import { type SchedulerConfig, betaFields, clipFields, predictionTypes, readConfig } from './scheduler-config.ts';
import { scratch } from './scratch.ts';
import { verifySteps } from './timesteps.ts';

const ConfigSchema = Type.Object({
  ...betaFields,
  ...clipFields(false),
  num_train_timesteps: Type.Integer({ minimum: 1, default: 1000 }),
  beta_schedule: Type.Union(
    [Type.Literal('linear'), Type.Literal('scaled_linear'), Type.Literal('squaredcos_cap_v2')],
    { default: 'scaled_linear' },
  ),
  beta_start: Type.Number({ default: 0.00085 }),
  beta_end: Type.Number({ default: 0.012 }),
  prediction_type: predictionTypes,
  rescale_betas_zero_snr: Type.Boolean({ default: false }),
  original_inference_steps: Type.Integer({ minimum: 1, default: 50 }),
  timestep_scaling: Type.Number({ default: 10 }),
});

/** The standard deviation of the data as consistency models are trained with it. */
const dataSigma = 0.5;

const scheduleOf = rememberLatest((fields: SchedulerConfig, steps: number) => {
  const config = readConfig(ConfigSchema, fields);
  const timesteps = distilledTimesteps(config.num_train_timesteps, config.original_inference_steps, steps);
  return { config, alphas: alphasCumprod(config), timesteps };
});

/**
 * Multistep sampling of a latent consistency model: each step goes all the way to the picture, then noise takes it back to
 * the next timestep.
 * Source: Luo and others, "Latent Consistency Models" (2023), algorithm 3 and section 4.3; diffusers
 * `schedulers/scheduling_lcm.py`, `LCMScheduler.step`.
 */
export function createLcm(fields: SchedulerConfig, steps: number): Sampler {
  const { config, alphas, timesteps } = scheduleOf(fields, steps);
  const levelAt = (step: number) => levelOfAlpha(alphas[timesteps[step] ?? Number.NaN] ?? Number.NaN);
  return {
    timesteps,
    initNoiseSigma: 1,
    inputScale: () => 1,
    addNoise(clean, noise, step) {
      const level = levelAt(step);
      return mix(level.signal, clean, level.noise, noise);
    },
    advance(step, modelOutput, latents, noise) {
      const clean = cleanOf(config.prediction_type, levelAt(step), modelOutput, latents, scratch(latents.length));
      if (config.clip_sample) clamp(clean, config.clip_sample_range);
      // The boundary condition: at timestep 0 the latents are their own clean estimate.
      const scaled = (timesteps[step] ?? Number.NaN) * config.timestep_scaling;
      const square = scaled ** 2 + dataSigma ** 2;
      mixInto(clean, scaled / Math.sqrt(square), dataSigma ** 2 / square, latents);
      latents.set(clean);
      if (step < steps - 1) {
        const next = levelAt(step + 1);
        mixInto(latents, next.signal, next.noise, noise.normal(latents.length));
      }
      return clean;
    },
    ...memoryless,
  };
}

/**
 * Some of the timesteps the model was distilled at, falling and evenly spread.
 * @throws ReasonError when there are more steps than of these
 */
function distilledTimesteps(trained: number, distilled: number, steps: number): number[] {
  if (distilled > trained)
    throw new Error('scheduler_config.json: original_inference_steps exceeds num_train_timesteps');
  verifySteps(steps, distilled);
  const gap = Math.floor(trained / distilled);
  return Array.from({ length: steps }, (_, index) => (distilled - Math.floor(index * (distilled / steps))) * gap - 1);
}
