import type { Manifest } from '@quartet/protos/manifest.ts';
import type { LatentShape } from './denoise-call.ts';

/** Widest and highest a preview is, pixels. */
const previewLimit = 256;

/**
 * What latents look like: each latent's colour by the model's fitted matrix, as 8-bit RGB.
 *
 * @param latents [channels, height, width]
 */
export function latentsToRgb(latents: Float32Array, shape: LatentShape, fit: Manifest['latent_rgb']): Uint8Array {
  const [channels, height, width] = shape;
  const size = height * width;
  const rgb = new Uint8Array(3 * size);
  for (let pixel = 0; pixel < size; pixel += 1) {
    for (let colour = 0; colour < 3; colour += 1) {
      let value = fit.bias[colour] ?? 0;
      for (let channel = 0; channel < channels; channel += 1) {
        value += (latents[channel * size + pixel] ?? 0) * (fit.matrix[channel]?.[colour] ?? 0);
      }
      rgb[3 * pixel + colour] = Math.round(Math.min(Math.max(value / 2 + 0.5, 0), 1) * 255);
    }
  }
  return rgb;
}

/** The size of a stored picture's previews: the same shape, at most 256 pixels wide and high. */
export function previewSize(stored: { readonly width: number; readonly height: number }): {
  readonly width: number;
  readonly height: number;
} {
  const scale = Math.min(1, previewLimit / Math.max(stored.width, stored.height));
  return {
    width: Math.max(1, Math.round(stored.width * scale)),
    height: Math.max(1, Math.round(stored.height * scale)),
  };
}
