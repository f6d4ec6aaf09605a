import type { Manifest, PaintManifest } from '@quartet/protos/manifest.ts';
import type { ModelMemory } from '../engine/ledger-entry.ts';
import type { PictureSize } from '../runtime/pictures.ts';
import { callSizeOf } from './call-size.ts';

/**
 * What a call's activations take for each pixel of the picture that it makes: of its first row, and of each further one. The
 * first is that of decoders and of graphs from picture to picture, which hold a few dozen channels at full size; the second
 * that of denoisers, which work on latents. Measured on CPU with the models that come with the node: 2 KiB at most.
 */
const firstRowBytes = 2_048;
const furtherRowBytes = 256;

/**
 * What a model keeps of recent prompts, for each pixel of its largest picture. Larger pictures go with longer words: by shape
 * a prompt is 77 x 768 numbers to Stable Diffusion 1.5 at 512 x 512, which makes 70 prompts, and 333 x 4096 to Stable
 * Diffusion 3 at 1024 x 1024, which makes 12. It is a small part of what its calls take.
 */
const embeddingBytesPerPixel = 64;

/** The most bytes that a model keeps of what recent prompts are to its denoiser. */
export function embeddingBytes({ sizes }: PaintManifest): number {
  return embeddingBytesPerPixel * largestOf(sizes);
}

/**
 * What a model is expected to take of the device's memory, before any of its files is read: its weights, which are all of
 * its files, what it keeps of prompts, and the activations of its largest call, by the pixels of its largest picture (tile; matte) and the rows of a
 * full batch, guidance and copies that fill it up counted. An estimate: what it gets wrong shows as `out_of_memory` and is met by evicting one more
 * model at load, and by a lower cap while running.
 *
 * @param sizeBytes of all files
 * @param batchCap the most samples in one call that the node allows
 */
export function expectedMemory(manifest: Manifest, sizeBytes: number, batchCap: number): ModelMemory {
  const { pixels, rows } = largestCall(manifest, batchCap);
  const kept = manifest.stage === 'paint' ? embeddingBytes(manifest) : 0;
  return { weightsBytes: sizeBytes, activationsBytes: kept + pixels * (firstRowBytes + (rows - 1) * furtherRowBytes) };
}

function largestCall(manifest: Manifest, batchCap: number): { readonly pixels: number; readonly rows: number } {
  const { padTo: samples = batchCap } = callSizeOf(manifest, batchCap);
  switch (manifest.stage) {
    case 'paint':
      return { pixels: largestOf(manifest.sizes), rows: manifest.max_guidance > 1 ? 2 * samples : samples };
    case 'upscale':
      return { pixels: (manifest.scale * manifest.tile.size) ** 2, rows: samples };
    case 'matte':
      return { pixels: manifest.input_side ** 2, rows: samples };
  }
}

function largestOf(sizes: readonly PictureSize[]): number {
  return Math.max(...sizes.map(({ width, height }) => width * height));
}
