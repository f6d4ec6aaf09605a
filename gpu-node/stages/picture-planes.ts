/** Between pixels, as pictures have them, and planes of colour, as graphs have them. */
import type { Tile } from '@quartet/protos/tiles.ts';
import type { FloatTensor, LaneOutput } from '../runtime/lane-messages.ts';
import type { Pixels } from '../runtime/pictures.ts';

/** The colours of a part of a picture as planes: [1, 3, height, width], 0 to 1. Alpha is left out. */
export function cutTile(picture: Pixels, { x, y }: Tile): FloatTensor {
  const size = x.length * y.length;
  const data = new Float32Array(3 * size);
  for (let row = 0; row < y.length; row += 1) {
    for (let column = 0; column < x.length; column += 1) {
      const from = picture.channels * ((y.start + row) * picture.width + x.start + column);
      const to = row * x.length + column;
      for (let colour = 0; colour < 3; colour += 1) data[colour * size + to] = (picture.data[from + colour] ?? 0) / 255;
    }
  }
  return { type: 'float32', data, dims: [1, 3, y.length, x.length] };
}

/**
 * Puts the part of an enlarged tile that is kept where it belongs, values cut to 0..1 and rounded to nearest.
 *
 * @param canvas the enlarged picture, changed in place but for its alpha
 * @param output the enlarged tile, [1, 3, scale * height, scale * width]
 * @param tile in pixels of the source
 * @returns false when a value is not finite. A tile that is all black is sound: pictures have black parts
 */
export function placeTile(canvas: Pixels, { data }: LaneOutput, { x, y }: Tile, scale: number): boolean {
  const width = scale * x.length;
  const size = width * scale * y.length;
  let finite = true;
  for (let row = scale * y.keepStart; row < scale * y.keepEnd; row += 1) {
    for (let column = scale * x.keepStart; column < scale * x.keepEnd; column += 1) {
      const from = (row - scale * y.start) * width + column - scale * x.start;
      const to = canvas.channels * (row * canvas.width + column);
      for (let colour = 0; colour < 3; colour += 1) {
        const value = data[colour * size + from] ?? Number.NaN;
        finite &&= Number.isFinite(value);
        canvas.data[to + colour] = toLevel(value);
      }
    }
  }
  return finite;
}

/** A value of 0..1 as 0..255, cut and rounded to nearest. */
export function toLevel(value: number): number {
  return Math.round(Math.min(Math.max(value, 0), 1) * 255);
}
