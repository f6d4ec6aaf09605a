import { mixTo } from './mix.ts';

/** What a model's output is an estimate of. */
export type Prediction = 'epsilon' | 'sample' | 'v_prediction';

/** How much of the picture and how much standard normal noise is in the latents. */
export interface Level {
  readonly signal: number;
  readonly noise: number;
}

/** A level by the product of alphas up to it. */
export function levelOfAlpha(alpha: number): Level {
  return { signal: Math.fround(Math.sqrt(alpha)), noise: Math.fround(Math.sqrt(Math.fround(1 - alpha))) };
}

/**
 * The latents without their noise, written to `target`.
 * Source: Salimans and Ho, "Progressive Distillation for Fast Sampling of Diffusion Models" (2022), section 4 and appendix D.
 */
export function cleanOf(
  kind: Prediction,
  { signal, noise }: Level,
  output: Float32Array,
  latents: Float32Array,
  target: Float32Array,
): Float32Array {
  switch (kind) {
    case 'epsilon':
      return mixTo(target, 1 / signal, latents, -noise / signal, output);
    case 'sample':
      target.set(output);
      return target;
    case 'v_prediction':
      return mixTo(target, signal, latents, -noise, output);
  }
}

/** The noise in the latents, in place of `output`. Source: as {@link cleanOf}. */
export function noiseOf(kind: Prediction, { signal, noise }: Level, output: Float32Array, latents: Float32Array) {
  switch (kind) {
    case 'epsilon':
      return output;
    case 'sample':
      return mixTo(output, 1 / noise, latents, -signal / noise, output);
    case 'v_prediction':
      return mixTo(output, noise, latents, signal, output);
  }
}

/**
 * The latents without their noise where they are the picture plus `sigma` times noise, written to `target`.
 * Source: Karras and others, "Elucidating the Design Space of Diffusion-Based Generative Models" (2022), table 1.
 */
export function cleanOfSigma(
  kind: Prediction,
  sigma: number,
  output: Float32Array,
  latents: Float32Array,
  target: Float32Array,
): Float32Array {
  switch (kind) {
    case 'epsilon':
      return mixTo(target, 1, latents, -sigma, output);
    case 'sample':
      target.set(output);
      return target;
    case 'v_prediction':
      return mixTo(target, 1 / (sigma ** 2 + 1), latents, -sigma / Math.sqrt(sigma ** 2 + 1), output);
  }
}
