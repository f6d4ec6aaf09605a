/** A picture that painting starts from, and the mask of what is painted anew, as the model takes them. */
import type { PaintWork, SourcePicture } from '@quartet/protos/generated/index.ts';
import type { FloatTensor } from '../runtime/lane-messages.ts';
import { type PictureSize, type Pixels, decodePicture } from '../runtime/pictures.ts';
import type { LatentShape } from './denoisers/denoiser.ts';
import { cutTile } from './picture-planes.ts';
import { acceptSource, fetchSource } from './source-picture.ts';

/** Where a mask turns from "stays" to "painted anew". */
const maskLevel = 128;

/** What a task starts from. */
export interface StartSources {
  readonly source: SourcePicture;
  readonly mask: SourcePicture | undefined;
}

/** A start as the model takes it. */
export interface StartPicture {
  /** For the VAE's encoder: [1, 3, height, width], -1 to 1. */
  readonly planes: FloatTensor;
  /** [height, width] of the latents: 1 where they are painted anew, 0 where they stay; undefined: all are. */
  readonly mask: Float32Array | undefined;
}

/**
 * What a task starts from, if it does from a picture.
 * @throws ReasonError when it cannot be one
 */
export function startSourcesOf({ source, mask }: PaintWork): StartSources | undefined {
  if (!source) return undefined;
  return { source: acceptSource(source), mask: mask ? acceptSource(mask) : undefined };
}

/**
 * Gets a task's pictures and scales them to the size that is painted.
 * Source: diffusers `VaeImageProcessor.preprocess`, with and without `do_binarize`.
 *
 * @param size of the decoded picture, pixels
 * @throws ReasonError as {@link fetchSource} and {@link decodePicture} do
 */
export async function fetchStart(
  { source, mask }: StartSources,
  size: PictureSize,
  shape: LatentShape,
  signal: AbortSignal,
): Promise<StartPicture> {
  const [picture, maskPicture] = await Promise.all([
    fetchScaled(source, size, signal),
    mask && fetchScaled(mask, size, signal),
  ]);
  const unit = cutTile(picture, { x: whole(size.width), y: whole(size.height) });
  const planes = { ...unit, data: unit.data.map((value) => 2 * value - 1) };
  return { planes, mask: maskPicture && latentMask(maskPicture, shape) };
}

async function fetchScaled(source: SourcePicture, size: PictureSize, signal: AbortSignal): Promise<Pixels> {
  const file = await fetchSource(source, signal);
  const fits = source.width === size.width && source.height === size.height;
  return decodePicture(file, source, (picture) =>
    fits ? picture : picture.resize(size.width, size.height, { kernel: 'lanczos3', fit: 'fill' }),
  );
}

function whole(length: number) {
  return { start: 0, length, keepStart: 0, keepEnd: length };
}

/** Each latent goes by the first of its pixels, as diffusers' nearest neighbour does. */
function latentMask(picture: Pixels, [, height, width]: LatentShape): Float32Array {
  const mask = new Float32Array(height * width);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const y = Math.floor((row * picture.height) / height);
      const x = Math.floor((column * picture.width) / width);
      mask[row * width + column] = brightnessAt(picture, x, y) >= maskLevel ? 1 : 0;
    }
  }
  return mask;
}

/** Brightness as Pillow's mode `L` has it: ITU-R 601-2 in 16 bits of fraction. */
function brightnessAt({ data, width, channels }: Pixels, x: number, y: number): number {
  const at = channels * (y * width + x);
  const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
  return (19_595 * red + 38_470 * green + 7_471 * blue + 0x8000) >> 16;
}
