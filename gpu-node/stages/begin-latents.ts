/** A sample's first latents: noise, or a picture with noise. */
import type { LaneOutput } from '../runtime/lane-messages.ts';
import { NoiseGenerator } from '../samplers/noise.ts';
import type { Sampler } from '../samplers/sampler.ts';
import type { LatentShape } from './denoisers/denoiser.ts';

/** A picture to begin with. */
export interface BeginPicture {
  /** What the VAE's encoder gave: latents, or the mean and the logarithm of the variance of each, one after the other. */
  readonly encoded: LaneOutput;
  /** See `StartPicture`. */
  readonly mask: Float32Array | undefined;
  /** 1: nothing of the picture is left where it is painted anew. */
  readonly strength: number;
  /** Between the VAE's latents and the denoiser's. */
  readonly latentScale: number;
  readonly latentShift: number;
}

/** What stays of a picture while the rest is painted anew. */
export interface Kept {
  /** [channels, height, width] without noise. */
  readonly clean: Float32Array;
  /** The noise that painting began with. */
  readonly noise: Float32Array;
  /** [height, width]: 1 where latents are painted anew. */
  readonly mask: Float32Array;
}

export interface Beginning {
  /** [channels, height, width] as they are before the first step. */
  readonly latents: Float32Array;
  /** The sample's own generator, after all that was drawn for the beginning. */
  readonly noise: NoiseGenerator;
  /** Undefined where all of the picture is painted. */
  readonly kept: Kept | undefined;
}

/**
 * Draws in the order of diffusers' pipelines, so that a seed means the same picture: the encoder's sample, the noise, and,
 * with a mask, once more for the masked picture that only other UNets look at.
 * Sources: `prepare_latents` of the image-to-image and inpainting pipelines; `DiagonalGaussianDistribution.sample`.
 *
 * @param step the sampler's step that painting begins at
 */
export function beginLatents(
  seed: number,
  [channels, height, width]: LatentShape,
  sampler: Sampler,
  step: number,
  picture?: BeginPicture,
): Beginning {
  const generator = new NoiseGenerator(seed);
  const size = channels * height * width;
  if (!picture) {
    const noise = generator.normal(size);
    return { latents: scaled(noise, sampler.initNoiseSigma), noise: generator, kept: undefined };
  }
  const { encoded, mask, strength, latentScale, latentShift } = picture;
  const isDistribution = encoded.data.length === 2 * size;
  if (!isDistribution && encoded.data.length !== size) throw new Error('the encoder gives latents of another shape');
  const sample = isDistribution ? sampleOf(encoded.data, generator.normal(size)) : encoded.data;
  const clean = sample.map((value) => (value - latentShift) * latentScale);
  const noise = generator.normal(size);
  if (mask && isDistribution) generator.normal(size);
  const latents = mask && strength === 1 ? scaled(noise, sampler.initNoiseSigma) : sampler.addNoise(clean, noise, step);
  return { latents, noise: generator, kept: mask && { clean, noise, mask } };
}

/**
 * Puts back what stays of a picture, with the noise it has before `step`, in place.
 * @param step the sampler's next step; after the last one what stays has no noise
 */
export function keepPicture(latents: Float32Array, kept: Kept, sampler: Sampler, step: number): void {
  const { clean, noise, mask } = kept;
  const original = step < sampler.timesteps.length ? sampler.addNoise(clean, noise, step) : clean;
  blend(latents, original, mask);
}

/** The latents where the mask is 1, the original where it is 0; in place. */
export function blend(latents: Float32Array, original: Float32Array, mask: Float32Array): void {
  for (let index = 0; index < latents.length; index += 1) {
    const share = mask[index % mask.length] ?? 1;
    latents[index] = (1 - share) * (original[index] ?? Number.NaN) + share * (latents[index] ?? Number.NaN);
  }
}

/** A draw from the encoder's distribution. The bounds of the logarithm are diffusers'. */
function sampleOf(parameters: Float32Array, noise: Float32Array): Float32Array {
  return noise.map((value, index) => {
    const logVariance = Math.min(Math.max(parameters[noise.length + index] ?? Number.NaN, -30), 20);
    return (parameters[index] ?? Number.NaN) + Math.exp(0.5 * logVariance) * value;
  });
}

function scaled(noise: Float32Array, sigma: number): Float32Array {
  return noise.map((value) => value * sigma);
}
