/** Pictures as pixels, and how they compare. */
import sharp from 'sharp';
import type { Api } from './api.ts';

/** A picture's values row by row, `info.channels` each pixel. */
export interface Picture {
  readonly data: Buffer;
  readonly info: { readonly width: number; readonly height: number; readonly channels: 1 | 2 | 3 | 4 };
  /** Media type of the file. */
  readonly type: string | null;
}

/** An image's file with all its channels. */
export async function picture(api: Api, imageId: string): Promise<Picture> {
  const response = await api.fetch(`/v1/images/${imageId}/file`);
  const { data, info } = await sharp(Buffer.from(await response.arrayBuffer()))
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, info, type: response.headers.get('content-type') };
}

/** The values of a picture scaled to a size. */
export function scaledTo({ data, info }: Picture, { width, height }: Picture['info']): Promise<Buffer> {
  return sharp(data, { raw: info }).resize(width, height).raw().toBuffer();
}

/** Mean distance of the values of two pictures of one size, grey levels. */
export function meanDifference(a: Buffer, b: Buffer): number {
  if (a.length !== b.length) throw new Error(`sizes differ: ${a.length} and ${b.length}`);
  return a.reduce((sum, value, at) => sum + Math.abs(value - (b[at] ?? 0)), 0) / a.length;
}

/** Each pixel of a picture with alpha: how opaque it is, and how far at most its colours are from another's. */
export function pixelsBeside(picture: Picture, other: Picture): readonly { alpha: number; apart: number }[] {
  const value = ({ data, info }: Picture, at: number, channel: number) => data[at * info.channels + channel] ?? 0;
  return Array.from({ length: picture.info.width * picture.info.height }, (_, at) => ({
    alpha: value(picture, at, 3),
    apart: Math.max(...[0, 1, 2].map((channel) => Math.abs(value(picture, at, channel) - value(other, at, channel)))),
  }));
}

/** A JPG's block and its neighbours: further away nothing changes a pixel. */
const reach = 16;

/** A pixel with nothing but transparent ones far around it, where JPG leaves the ground as it is. */
export function clearPixel({ data, info: { width, height } }: Picture): number {
  for (let y = reach; y < height - reach; y += 1) {
    for (let x = reach; x < width - reach; x += 1) {
      if (isClearAround(x, y)) return y * width + x;
    }
  }
  throw new Error('nothing of the picture is clear');

  function isClearAround(x: number, y: number): boolean {
    for (let row = y - reach; row <= y + reach; row += 1) {
      for (let column = x - reach; column <= x + reach; column += 1) {
        if (data[(row * width + column) * 4 + 3] !== 0) return false;
      }
    }
    return true;
  }
}
