import type { Static, TObject } from 'typebox';
import { linspaceFloat32 } from './grids.ts';
import type { betaFields } from './scheduler-config.ts';

/** How much noise each trained timestep has, as a configuration says it. */
export interface NoiseSchedule extends Static<TObject<typeof betaFields>> {
  readonly num_train_timesteps: number;
  /** PNDMScheduler does not know it. */
  readonly rescale_betas_zero_snr?: boolean;
}

/** No step of the cosine schedule takes away more than this share. */
const largestCosineBeta = 0.999;
/** float16's smallest subnormal number: close to no signal, with a finite sigma. */
const leastAlpha = 2 ** -24;

/**
 * The product of alphas up to each training timestep, rounded to float32 wherever diffusers rounds.
 * Source: diffusers `schedulers/scheduling_ddim.py`, `DDIMScheduler.__init__`.
 */
export function alphasCumprod(schedule: NoiseSchedule): Float32Array {
  const betas = betasOf(schedule);
  return cumulate(schedule.rescale_betas_zero_snr ? rescaleToZeroSnr(betas) : betas);
}

/** The same for classes that divide by it: where the last timestep has no signal at all, it gets the least there is. */
export function finiteAlphasCumprod(schedule: NoiseSchedule): Float32Array {
  const alphas = alphasCumprod(schedule);
  if (schedule.rescale_betas_zero_snr) alphas[alphas.length - 1] = leastAlpha;
  return alphas;
}

/** `sqrt((1 - a) / a)` for each training timestep: the noise's share in terms of the signal's. */
export function trainingSigmas(alphas: Float32Array): Float32Array {
  return alphas.map((alpha) => Math.sqrt(Math.fround(Math.fround(1 - alpha) / alpha)));
}

function betasOf(schedule: NoiseSchedule): Float32Array {
  const { beta_start: first, beta_end: last, num_train_timesteps: count, trained_betas: trained } = schedule;
  if (trained) {
    if (trained.length === count) return Float32Array.from(trained);
    throw new Error(`scheduler_config.json: trained_betas has ${trained.length} values for ${count} timesteps`);
  }
  switch (schedule.beta_schedule) {
    case 'linear':
      return linspaceFloat32(first, last, count);
    case 'scaled_linear':
      return linspaceFloat32(Math.sqrt(first), Math.sqrt(last), count).map((root) => root * root);
    case 'squaredcos_cap_v2':
      return Float32Array.from({ length: count }, (_, index) =>
        Math.min(1 - cosineSignal((index + 1) / count) / cosineSignal(index / count), largestCosineBeta),
      );
  }
}

/** Source: Nichol and Dhariwal, "Improved Denoising Diffusion Probabilistic Models" (2021), formula (17). */
function cosineSignal(time: number): number {
  return Math.cos((((time + 0.008) / 1.008) * Math.PI) / 2) ** 2;
}

/**
 * Betas by which the last timestep is pure noise.
 * Source: Lin and others, "Common Diffusion Noise Schedules and Sample Steps are Flawed" (2023), algorithm 1.
 */
function rescaleToZeroSnr(betas: Float32Array): Float32Array {
  const roots = cumulate(betas).map(Math.sqrt);
  const [first = Number.NaN] = roots;
  const last = roots.at(-1) ?? Number.NaN;
  const factor = Math.fround(first / Math.fround(first - last));
  const squares = roots.map((root) => Math.fround(Math.fround(root - last) * factor) ** 2);
  return squares.map((square, index) => {
    const before = index > 0 ? (squares[index - 1] ?? Number.NaN) : 1;
    return 1 - Math.fround(square / before);
  });
}

function cumulate(betas: Float32Array): Float32Array {
  let product = 1;
  return betas.map((beta) => {
    product *= Math.fround(1 - beta);
    return product;
  });
}
