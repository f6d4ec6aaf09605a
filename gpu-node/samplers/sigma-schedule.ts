import { interpolate } from './grids.ts';
import { karrasSigmas, timestepOfSigma } from './karras-sigmas.ts';
import { type NoiseSchedule, finiteAlphasCumprod, trainingSigmas } from './noise-schedule.ts';
import { type Spacing, spaceFractions } from './timesteps.ts';

/** A run in terms of sigma. */
export interface SigmaSchedule {
  /** As the model is given them. */
  readonly timesteps: readonly number[];
  /** Of each step and, last, of what is left after the final one. */
  readonly sigmas: Float32Array;
  /** What standard normal noise is multiplied by to become the first latents. */
  readonly initNoiseSigma: number;
}

/** What a configuration says about sigmas, beside its schedule and spacing. */
export interface SigmaChoices {
  readonly use_karras_sigmas?: boolean | null;
  readonly sigma_min?: number | null;
  readonly sigma_max?: number | null;
  readonly final_sigmas_type: 'zero' | 'sigma_min';
}

/** Source: diffusers `schedulers/scheduling_euler_discrete.py`, `EulerDiscreteScheduler.set_timesteps`. */
export function sigmaSchedule(config: NoiseSchedule & Spacing & SigmaChoices, steps: number): SigmaSchedule {
  const trained = trainingSigmas(finiteAlphasCumprod(config));
  let timesteps = spaceFractions(config, steps);
  let sigmas = timesteps.map((timestep) => interpolate(timestep, trained));
  if (config.use_karras_sigmas) {
    const [largest = Number.NaN] = sigmas;
    sigmas = karrasSigmas(largest, sigmas.at(-1) ?? Number.NaN, steps, config);
    const logSigmas = trained.map(Math.log);
    timesteps = sigmas.map((sigma) => Math.fround(timestepOfSigma(sigma, logSigmas)));
  }
  const last = config.final_sigmas_type === 'zero' ? 0 : (trained[0] ?? Number.NaN);
  const all = Float32Array.from([...sigmas, last]);
  const largest = Math.max(...all);
  return {
    timesteps,
    sigmas: all,
    initNoiseSigma: config.timestep_spacing === 'leading' ? Math.hypot(largest, 1) : largest,
  };
}
