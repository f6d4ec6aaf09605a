import type { PaintManifest } from '@quartet/protos/manifest.ts';
import { encodePreview, type PictureSize } from '../runtime/pictures.ts';
import type { LatentShape } from './denoisers/denoiser.ts';
import { latentsToRgb } from './latent-rgb.ts';

/** An unfinished painting as it is to be seen. */
export interface PaintPreview {
  /** Without their noise, as estimated now: [channels, height, width]. */
  readonly latents: Float32Array;
  readonly shape: LatentShape;
  readonly fit: PaintManifest['latent_rgb'];
  /** Of the preview. */
  readonly size: PictureSize;
}

/** A preview as WebP; in the previews' process. */
export function encodePaintPreview({ latents, shape, fit, size }: PaintPreview): Promise<Buffer> {
  const [, height, width] = shape;
  return encodePreview({ data: latentsToRgb(latents, shape, fit), width, height, channels: 3 }, size);
}
