/** Encodes pictures on libvips' threads, off the event loop. The same pixels give the same bytes. */
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { LanePicture } from './lane-messages.ts';

/** A finished picture as it is stored. */
export interface EncodedPicture {
  readonly png: Buffer;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly width: number;
  readonly height: number;
}

// Many small pictures at once share the cores better than one picture that takes them all from the model.
sharp.concurrency(1);

/** A picture as PNG, without metadata. */
export async function encodePicture({ rgb, width, height }: LanePicture): Promise<EncodedPicture> {
  const png = await sharp(rgb, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 6, adaptiveFiltering: true, palette: false })
    .toBuffer();
  return { png, sha256: createHash('sha256').update(png).digest('hex'), width, height };
}

/** An 8-bit RGB picture of a few pixels, smoothly enlarged to the given size, as WebP. */
export function encodePreview(
  rgb: Uint8Array,
  from: { readonly width: number; readonly height: number },
  to: { readonly width: number; readonly height: number },
): Promise<Buffer> {
  return sharp(rgb, { raw: { ...from, channels: 3 } })
    .resize(to.width, to.height, { kernel: 'cubic', fit: 'fill' })
    .webp({ quality: 75, effort: 1 })
    .toBuffer();
}
