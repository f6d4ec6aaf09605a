/** Encodes and decodes pictures on libvips' threads, off the event loop. The same pixels give the same bytes. */
import { createHash } from 'node:crypto';
import { ReasonError } from '@quartet/protos/reasons.ts';
import sharp, { type Metadata, type Sharp } from 'sharp';

/** Pixels in a picture, or along its sides. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** 8-bit values in memory, so many a pixel; rows from the top. */
export interface Raster<Channels extends 1 | 3 | 4> extends PictureSize {
  readonly data: Uint8Array;
  readonly channels: Channels;
}

/** A picture in memory: sRGB, with alpha or without, not premultiplied. */
export type Pixels = Raster<3 | 4>;

/** A finished picture as it is stored. */
export interface EncodedPicture extends PictureSize {
  readonly png: Buffer;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** The largest picture that is read, pixels: what people may upload. */
export const pixelLimit = 40_000_000;
/** Widest and highest a preview is, pixels. */
const previewLimit = 256;
const readFormats: readonly (string | undefined)[] = ['png', 'jpeg', 'webp'];

// Many small pictures at once share the cores better than one picture that takes them all from the model.
sharp.concurrency(1);

/** For sharp: pixels in memory. */
export function fromPixels({ data, width, height, channels }: Raster<1 | 3 | 4>): Sharp {
  return sharp(data, { raw: { width, height, channels } });
}

/** A picture as PNG, without metadata. */
export async function encodePicture(pixels: Pixels): Promise<EncodedPicture> {
  const png = await fromPixels(pixels).png({ compressionLevel: 6, adaptiveFiltering: true, palette: false }).toBuffer();
  const { width, height } = pixels;
  return { png, sha256: createHash('sha256').update(png).digest('hex'), width, height };
}

/** A picture smoothly scaled to the given size, as WebP. */
export function encodePreview(pixels: Pixels, { width, height }: PictureSize): Promise<Buffer> {
  return (
    fromPixels(pixels)
      .resize(width, height, { kernel: 'cubic', fit: 'fill' })
      // The preset for small pictures takes a sixth less time, in as many bytes.
      .webp({ quality: 75, effort: 0, preset: 'icon' })
      .toBuffer()
  );
}

/**
 * A picture scaled by bicubic interpolation (Catmull-Rom), pixel centres on pixel centres: libvips' own enlargement is off
 * by half a pixel of the result, and what a model makes is not. Alpha is a channel like the others.
 */
export async function scalePixels<Channels extends 1 | 3 | 4>(
  pixels: Raster<Channels>,
  { width, height }: PictureSize,
): Promise<Raster<Channels>> {
  const [across, down] = [width / pixels.width, height / pixels.height];
  if (across <= 1 || down <= 1) {
    return rawOf(fromPixels(pixels).resize(width, height, { kernel: 'cubic', fit: 'fill' }), pixels.channels);
  }
  // Interpolation looks two pixels far; there the picture goes on as it ends.
  const rim = 2;
  const rims = { top: rim, bottom: rim, left: rim, right: rim };
  const [left, top] = [Math.ceil(rim * across), Math.ceil(rim * down)];
  const offset = (scale: number, skipped: number): number => (skipped - 0.5) / scale - rim + 0.5;
  // One by one: sharp has an order of its own for what it is asked to do at once.
  const wider = await rawOf(fromPixels(pixels).extend({ ...rims, extendWith: 'copy' }), pixels.channels);
  const affine = fromPixels(wider).affine([across, 0, 0, down], {
    interpolator: 'bicubic',
    idx: offset(across, left),
    idy: offset(down, top),
  });
  const enlarged = await rawOf(affine, pixels.channels);
  return rawOf(fromPixels(enlarged).extract({ left, top, width, height }), pixels.channels);
}

async function rawOf<Channels extends 1 | 3 | 4>(picture: Sharp, channels: Channels): Promise<Raster<Channels>> {
  const { data, info } = await picture
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels };
}

/**
 * The size of a stored picture's previews: the same shape, at most 256 pixels wide and high.
 * @param most what is seen of it is no wider and higher than this many pixels
 */
export function previewSize(stored: PictureSize, most = previewLimit): PictureSize {
  const scale = Math.min(1, Math.min(most, previewLimit) / Math.max(stored.width, stored.height));
  return {
    width: Math.max(1, Math.round(stored.width * scale)),
    height: Math.max(1, Math.round(stored.height * scale)),
  };
}

/**
 * A stored file, decoded.
 * @param change what is done to it on the way
 * @throws ReasonError `invalid_field` when it is not a picture of this size in a format that is read
 */
export async function decodePicture(
  file: Uint8Array,
  { width, height }: PictureSize,
  change: (picture: Sharp, metadata: Metadata) => Sharp = (picture) => picture,
): Promise<Pixels> {
  const unreadable = new ReasonError('REASON_INVALID_FIELD', { field: 'source', expected: 'a picture of its size' });
  try {
    const picture = sharp(file, { limitInputPixels: pixelLimit });
    const metadata = await picture.metadata();
    if (!readFormats.includes(metadata.format)) throw unreadable;
    if (metadata.width !== width || metadata.height !== height) throw unreadable;
    const { data, info } = await change(picture.toColourspace('srgb'), metadata)
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3 && info.channels !== 4) throw unreadable;
    return { data, width: info.width, height: info.height, channels: info.channels };
  } catch {
    // libvips says in words only what is wrong with a file, and the words may quote it.
    throw unreadable;
  }
}
