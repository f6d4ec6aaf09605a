import type { SchedulerConfig } from './scheduler-config.ts';

/**
 * The product of alphas up to each training timestep, rounded to float32 where diffusers rounds.
 * Source: diffusers `schedulers/scheduling_ddim.py`, `DDIMScheduler.__init__`.
 */
export function alphasCumprod(config: SchedulerConfig): Float32Array {
  const { beta_start: first, beta_end: last, num_train_timesteps: count } = config;
  const scaled = config.beta_schedule === 'scaled_linear';
  const roots = scaled
    ? linspaceFloat32(Math.sqrt(first), Math.sqrt(last), count)
    : linspaceFloat32(first, last, count);
  let product = 1;
  return roots.map((root) => {
    const beta = Math.fround(scaled ? root * root : root);
    product *= Math.fround(1 - beta);
    return product;
  });
}

/** `sqrt((1 - a) / a)` for each training timestep: the noise's share in terms of the signal's. */
export function trainingSigmas(config: SchedulerConfig): Float32Array {
  return alphasCumprod(config).map((alpha) => Math.sqrt(Math.fround(Math.fround(1 - alpha) / alpha)));
}

/** `torch.linspace` of float32, which counts from both ends to keep them exact. */
function linspaceFloat32(first: number, last: number, count: number): Float32Array {
  const [low, high] = [Math.fround(first), Math.fround(last)];
  const step = count > 1 ? Math.fround((high - low) / (count - 1)) : 0;
  return Float32Array.from({ length: count }, (_, index) =>
    index < count / 2 ? low + step * index : high - step * (count - index - 1),
  );
}

/** `numpy.interp(at, arange(len(values)), values)`. */
export function interpolate(at: number, values: Float32Array): number {
  const index = Math.min(Math.max(at, 0), values.length - 1);
  const below = Math.floor(index);
  const left = values[below] ?? Number.NaN;
  const right = values[Math.min(below + 1, values.length - 1)] ?? Number.NaN;
  return left + (right - left) * (index - below);
}

/**
 * The sigma of each step and, last, the one after the final step.
 * Source: diffusers `schedulers/scheduling_euler_discrete.py`, `set_timesteps`; the same in `scheduling_dpmsolver_multistep.py`.
 */
export function stepSigmas(config: SchedulerConfig, timesteps: readonly number[]): Float32Array {
  const sigmas = trainingSigmas(config);
  const last = config.final_sigmas_type === 'zero' ? 0 : (sigmas[0] ?? Number.NaN);
  return Float32Array.from([...timesteps.map((timestep) => interpolate(timestep, sigmas)), last]);
}
