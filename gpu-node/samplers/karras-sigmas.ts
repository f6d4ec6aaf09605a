import { linspace } from './grids.ts';

/** The paper's own value. */
const rho = 7;

/** Bounds a configuration may set; else they are the schedule's own. */
interface SigmaBounds {
  readonly sigma_min?: number | null;
  readonly sigma_max?: number | null;
}

/**
 * Sigmas from the largest to the smallest, closer together where there is little noise.
 * Source: Karras and others, "Elucidating the Design Space of Diffusion-Based Generative Models" (2022), formula (5).
 */
export function karrasSigmas(largest: number, smallest: number, steps: number, bounds: SigmaBounds): number[] {
  const first = (bounds.sigma_max ?? largest) ** (1 / rho);
  const last = (bounds.sigma_min ?? smallest) ** (1 / rho);
  return linspace(0, 1, steps).map((part) => (first + part * (last - first)) ** rho);
}

/**
 * The timestep, with fractions, at which the training schedule has a sigma.
 * Source: diffusers `schedulers/scheduling_euler_discrete.py`, `_sigma_to_t`.
 *
 * @param logSigmas of the trained timesteps, rising, at least two
 */
export function timestepOfSigma(sigma: number, logSigmas: Float32Array): number {
  const wanted = Math.log(Math.max(sigma, 1e-10));
  const below = Math.min(
    Math.max(
      logSigmas.findLastIndex((value) => wanted >= value),
      0,
    ),
    logSigmas.length - 2,
  );
  const [low = Number.NaN, high = Number.NaN] = logSigmas.subarray(below);
  const part = Math.min(Math.max((low - wanted) / Math.fround(low - high), 0), 1);
  return (1 - part) * below + part * (below + 1);
}
