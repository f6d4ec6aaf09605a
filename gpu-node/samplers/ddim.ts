import { memoryless } from './memoryless.ts';
import { mix } from './mix.ts';
import { alphasCumprod } from './noise-schedule.ts';
import type { Sampler } from './sampler.ts';
import type { SchedulerConfig } from './scheduler-config.ts';
import { spaceTimesteps } from './timesteps.ts';

/**
 * DDIM without added noise (eta 0).
 * Source: Song, Meng and Ermon, "Denoising Diffusion Implicit Models" (2020), formula (12); diffusers
 * `schedulers/scheduling_ddim.py`, `DDIMScheduler.step`.
 */
export function createDdim(config: SchedulerConfig, steps: number): Sampler {
  const alphas = alphasCumprod(config);
  const timesteps = spaceTimesteps(config, steps, { extraPoints: 0, roundsLinspace: true });
  const stride = Math.floor(config.num_train_timesteps / steps);
  const finalAlpha = config.set_alpha_to_one ? 1 : (alphas[0] ?? Number.NaN);
  return {
    timesteps,
    initNoiseSigma: 1,
    inputScale: () => 1,
    addNoise(clean, noise, step) {
      const alpha = alphas[timesteps[step] ?? Number.NaN] ?? Number.NaN;
      return mix(Math.sqrt(alpha), clean, Math.sqrt(1 - alpha), noise);
    },
    ...memoryless,
    advance(step, modelOutput, latents) {
      const timestep = timesteps[step] ?? Number.NaN;
      const alpha = alphas[timestep] ?? Number.NaN;
      const alphaNext = timestep >= stride ? (alphas[timestep - stride] ?? Number.NaN) : finalAlpha;
      const [signal, noise] = [Math.sqrt(alpha), Math.sqrt(1 - alpha)];
      const [signalNext, noiseNext] = [Math.sqrt(alphaNext), Math.sqrt(1 - alphaNext)];
      const estimate = new Float32Array(latents.length);
      for (let index = 0; index < latents.length; index += 1) {
        const sample = latents[index] ?? Number.NaN;
        const output = modelOutput[index] ?? Number.NaN;
        let clean: number;
        let epsilon: number;
        switch (config.prediction_type) {
          case 'epsilon':
            clean = (sample - noise * output) / signal;
            epsilon = output;
            break;
          case 'sample':
            clean = output;
            epsilon = (sample - signal * output) / noise;
            break;
          case 'v_prediction':
            clean = signal * sample - noise * output;
            epsilon = signal * output + noise * sample;
            break;
        }
        if (config.clip_sample) clean = clamp(clean, config.clip_sample_range);
        estimate[index] = clean;
        latents[index] = signalNext * clean + noiseNext * epsilon;
      }
      return estimate;
    },
  };
}

function clamp(value: number, range: number): number {
  return Math.min(Math.max(value, -range), range);
}
