import { mix } from './mix.ts';
import { stepSigmas } from './noise-schedule.ts';
import type { Sampler } from './sampler.ts';
import type { SchedulerConfig } from './scheduler-config.ts';
import { spaceTimesteps } from './timesteps.ts';

/** Below this many steps `lower_order_final` takes the last one in first order, for stability. */
const fewSteps = 15;

/** The signal's and the noise's share at one sigma, and half the logarithm of their ratio squared. */
interface Level {
  readonly alpha: number;
  readonly sigma: number;
  readonly lambda: number;
}

function levelOf(sigma: number): Level {
  const alpha = 1 / Math.sqrt(sigma ** 2 + 1);
  // lambda is infinite at sigma 0, where exp(-h) below becomes 0 and the sample its own clean estimate.
  return { alpha, sigma: sigma * alpha, lambda: -Math.log(sigma) };
}

/**
 * DPM-Solver++ (2M): second order from the clean estimates of this step and the one before.
 * Source: Lu and others, "DPM-Solver++: Fast Solver for Guided Sampling of Diffusion Probabilistic Models" (2022),
 * algorithm 2; diffusers `schedulers/scheduling_dpmsolver_multistep.py`, `DPMSolverMultistepScheduler.step`.
 */
export function createDpmSolverMultistep(config: SchedulerConfig, steps: number): Sampler {
  const timesteps = spaceTimesteps(config, steps, { extraPoints: 1, roundsLinspace: true });
  const levels = [...stepSigmas(config, timesteps)].map(levelOf);
  const levelAt = (step: number): Level => {
    const level = levels[step];
    if (!level) throw new RangeError(`no step ${step} of ${steps}`);
    return level;
  };
  const endsInFirstOrder = config.final_sigmas_type === 'zero' || (config.lower_order_final && steps < fewSteps);
  /** The clean estimate of the step before. */
  let previous: Float32Array | undefined;

  return {
    timesteps,
    initNoiseSigma: 1,
    inputScale: () => 1,
    addNoise(clean, noise, step) {
      const { alpha, sigma } = levelAt(step);
      return mix(alpha, clean, sigma, noise);
    },
    save: () => (previous ? [previous.slice()] : []),
    restore(step, memory) {
      if (memory.length !== Math.min(step, 1)) throw new Error(`not this sampler's memory before step ${step}`);
      previous = memory[0]?.slice();
    },
    advance(step, modelOutput, latents) {
      const [here, next] = [levelAt(step), levelAt(step + 1)];
      const clean = cleanEstimate(config, here, modelOutput, latents);
      const h = next.lambda - here.lambda;
      const decay = Math.expm1(-h);
      const keep = next.sigma / here.sigma;
      const second = previous && !(endsInFirstOrder && step === steps - 1) ? previous : undefined;
      const ratio = second ? (here.lambda - levelAt(step - 1).lambda) / h : 1;
      const slopeWeight = config.solver_type === 'midpoint' ? -0.5 * next.alpha * decay : next.alpha * (decay / h + 1);
      for (let index = 0; index < latents.length; index += 1) {
        const estimate = clean[index] ?? Number.NaN;
        const slope = second ? (estimate - (second[index] ?? Number.NaN)) / ratio : 0;
        const moved = keep * (latents[index] ?? Number.NaN) - next.alpha * decay * estimate;
        latents[index] = second ? moved + slopeWeight * slope : moved;
      }
      previous = clean;
      return clean;
    },
  };
}

function cleanEstimate(
  config: SchedulerConfig,
  { alpha, sigma }: Level,
  modelOutput: Float32Array,
  latents: Float32Array,
): Float32Array {
  const at = (index: number): number => latents[index] ?? Number.NaN;
  switch (config.prediction_type) {
    case 'epsilon':
      return modelOutput.map((output, index) => (at(index) - sigma * output) / alpha);
    case 'sample':
      return modelOutput.slice();
    case 'v_prediction':
      return modelOutput.map((output, index) => alpha * at(index) - sigma * output);
  }
}
