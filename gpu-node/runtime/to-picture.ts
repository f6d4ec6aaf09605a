import type { LanePicture } from './lane-messages.ts';

/**
 * Planes of colour to 8-bit RGB, values cut to 0..1 and rounded to nearest.
 *
 * @param planes float [1, 3, height, width], 0 to 1
 * @param dims its shape
 */
export function toPicture(planes: Float32Array, dims: readonly number[]): LanePicture {
  const [, , height = 0, width = 0] = dims;
  const size = width * height;
  const rgb = new Uint8Array(3 * size);
  let finite = true;
  let brightest = 0;
  for (let channel = 0; channel < 3; channel += 1) {
    for (let pixel = 0; pixel < size; pixel += 1) {
      const value = planes[channel * size + pixel] ?? Number.NaN;
      finite &&= Number.isFinite(value);
      const level = Math.round(Math.min(Math.max(value, 0), 1) * 255);
      if (level > brightest) brightest = level;
      rgb[3 * pixel + channel] = level;
    }
  }
  return { rgb, width, height, sound: finite && brightest > 0 };
}
