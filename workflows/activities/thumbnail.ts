import sharp from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';

/** Longest side of a thumbnail, pixels: sharp in a gallery column of 192 CSS pixels on a dense screen. */
const thumbnailPixels = 384;
/** The most that ThumbHash takes. */
const thumbhashPixels = 100;

/** A picture made small for lists, and its ThumbHash for the time before that has loaded. */
export interface Thumbnail {
  readonly webp: Buffer;
  /** Base64. */
  readonly thumbhash: string;
}

/** @param picture an encoded picture. */
export async function makeThumbnail(picture: Buffer): Promise<Thumbnail> {
  const fit = (pixels: number) =>
    sharp(picture).resize({ width: pixels, height: pixels, fit: 'inside', withoutEnlargement: true });
  const [webp, tiny] = await Promise.all([
    fit(thumbnailPixels).webp({ quality: 82 }).toBuffer(),
    fit(thumbhashPixels).ensureAlpha().raw().toBuffer({ resolveWithObject: true }),
  ]);
  const hash = rgbaToThumbHash(tiny.info.width, tiny.info.height, tiny.data);
  return { webp, thumbhash: Buffer.from(hash).toString('base64') };
}
