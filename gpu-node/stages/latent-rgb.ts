import type { PaintManifest } from '@quartet/protos/manifest.ts';
import type { LatentShape } from './denoisers/denoiser.ts';

/**
 * What latents look like: each latent's colour by the model's fitted matrix, as 8-bit RGB.
 *
 * @param latents [channels, height, width]
 */
export function latentsToRgb(latents: Float32Array, shape: LatentShape, fit: PaintManifest['latent_rgb']): Uint8Array {
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
