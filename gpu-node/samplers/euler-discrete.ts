import { memoryless } from './memoryless.ts';
import { mix } from './mix.ts';
import { stepSigmas } from './noise-schedule.ts';
import type { Sampler } from './sampler.ts';
import type { SchedulerConfig } from './scheduler-config.ts';
import { spaceTimesteps } from './timesteps.ts';

/**
 * Euler's method on the probability flow in terms of sigma, without churn.
 * Source: Karras and others, "Elucidating the Design Space of Diffusion-Based Generative Models" (2022), algorithm 2 with
 * S_churn 0; diffusers `schedulers/scheduling_euler_discrete.py`, `EulerDiscreteScheduler.step`.
 */
export function createEulerDiscrete(config: SchedulerConfig, steps: number): Sampler {
  const timesteps = spaceTimesteps(config, steps, { extraPoints: 0, roundsLinspace: false });
  const sigmas = stepSigmas(config, timesteps);
  const largest = Math.max(...sigmas);
  const sigmaAt = (step: number): number => sigmas[step] ?? Number.NaN;
  return {
    timesteps,
    initNoiseSigma: config.timestep_spacing === 'leading' ? Math.hypot(largest, 1) : largest,
    inputScale: (step) => 1 / Math.sqrt(sigmaAt(step) ** 2 + 1),
    addNoise: (clean, noise, step) => mix(1, clean, sigmaAt(step), noise),
    ...memoryless,
    advance(step, modelOutput, latents) {
      const sigma = sigmaAt(step);
      const dt = sigmaAt(step + 1) - sigma;
      const variance = sigma ** 2 + 1;
      const estimate = new Float32Array(latents.length);
      for (let index = 0; index < latents.length; index += 1) {
        const sample = latents[index] ?? Number.NaN;
        const output = modelOutput[index] ?? Number.NaN;
        let clean: number;
        switch (config.prediction_type) {
          case 'epsilon':
            clean = sample - sigma * output;
            break;
          case 'sample':
            clean = output;
            break;
          case 'v_prediction':
            clean = output * (-sigma / Math.sqrt(variance)) + sample / variance;
            break;
        }
        estimate[index] = clean;
        latents[index] = sample + ((sample - clean) / sigma) * dt;
      }
      return estimate;
    },
  };
}
