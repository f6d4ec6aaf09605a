import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { decodePicture, encodePicture, previewSize, scalePixels } from './pictures.ts';

const size = { width: 3, height: 2 };
/** Six colours, the third transparent. */
const rgba = Uint8Array.from(
  [
    [255, 0, 0, 255],
    [0, 255, 0, 128],
    [9, 8, 7, 0],
    [0, 0, 255, 255],
    [250, 250, 250, 255],
    [1, 2, 3, 254],
  ].flat(),
);

test('a picture comes back from its file pixel for pixel, colours under what is transparent too', async () => {
  const { png, width, height } = await encodePicture({ ...size, data: rgba, channels: 4 });
  expect({ width, height }).toEqual(size);
  expect(await decodePicture(png, size)).toEqual({ ...size, data: Buffer.from(rgba), channels: 4 });
});

describe('whatever is stored becomes 8-bit colours', () => {
  const grey = sharp(Uint8Array.of(0, 60, 120, 180, 240, 255), { raw: { ...size, channels: 1 } });
  const colours = sharp(rgba, { raw: { ...size, channels: 4 } });
  test.each([
    ['grey', () => grey.clone().toColourspace('b-w').png(), 3],
    ['16 bits', () => colours.clone().toColourspace('rgb16').png(), 4],
    ['a palette', () => colours.clone().png({ palette: true }), 4],
    ['CMYK', () => colours.clone().removeAlpha().toColourspace('cmyk').jpeg(), 3],
    ['WebP', () => colours.clone().removeAlpha().webp({ lossless: true }), 3],
  ])('%s', async (_, encode, channels) => {
    const { data, ...rest } = await decodePicture(await encode().toBuffer(), size);
    expect(rest).toEqual({ ...size, channels });
    expect(data).toHaveLength(6 * channels);
    if (channels === 4) expect(data[5]).toBe(255);
  });
});

test.each([
  [
    'another size',
    async () =>
      sharp(rgba, { raw: { ...size, channels: 4 } })
        .resize(4, 2, { fit: 'fill' })
        .png()
        .toBuffer(),
  ],
  ['a drawing', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"/>')],
  ['a torn file', async () => (await encodePicture({ ...size, data: rgba, channels: 4 })).png.subarray(0, 60)],
  ['no picture', async () => Buffer.from('not a picture')],
])('%s is refused', async (_, file) => {
  await expect(decodePicture(await file(), size)).rejects.toMatchObject({ reason: 'REASON_INVALID_FIELD' });
});

test.each([2, 3, 1.4])(
  'an enlarged picture lies where it lay: mirrored and enlarged %d times or the other way round',
  async (scale) => {
    const [width, height] = [7, 5];
    const level = (x: number, y: number, channel: number): number => (x * 61 + y * 97 + channel * 29) % 256;
    const pixels = (at: typeof level) => {
      const data = Uint8Array.from({ length: 4 * width * height }, (_, index) => {
        const pixel = Math.floor(index / 4);
        return at(pixel % width, Math.floor(pixel / width), index % 4);
      });
      return { data, width, height, channels: 4 } as const;
    };
    const to = { width: Math.round(scale * width), height: Math.round(scale * height) };
    const enlarged = await scalePixels(pixels(level), to);
    expect(enlarged).toMatchObject({ ...to, channels: 4 });
    const mirrored = await scalePixels(
      pixels((x, y, channel) => level(width - 1 - x, height - 1 - y, channel)),
      to,
    );
    const pixelsOf = ({ data }: typeof enlarged) =>
      Array.from({ length: data.length / 4 }, (_, pixel) => [...data.subarray(4 * pixel, 4 * pixel + 4)]);
    const [there, back] = [pixelsOf(enlarged), pixelsOf(mirrored).toReversed()];
    // Its weights are rounded, not always the same way.
    for (const [index, values] of there.entries()) {
      for (const [channel, value] of values.entries()) {
        expect(Math.abs(value - (back[index]?.[channel] ?? Number.NaN))).toBeLessThanOrEqual(2);
      }
    }
  },
);

test('bicubic weights are Catmull and Rom\u2019s, and the edge goes on as it ends', async () => {
  const row = [0, 0, 0, 0, 255, 255, 255, 255];
  const data = Uint8Array.from([...row, ...row, ...row].flatMap((value) => [value, value, value]));
  const { data: enlarged } = await scalePixels({ data, width: 8, height: 3, channels: 3 }, { width: 16, height: 6 });
  const first = Array.from({ length: 16 }, (_, column) => enlarged[3 * column]);
  expect(first).toEqual([0, 0, 0, 0, 0, 0, 0, 52, 203, 255, 255, 255, 255, 255, 255, 255]);
});

test('one value a pixel stays one', async () => {
  const { data, ...rest } = await scalePixels(
    { data: Uint8Array.of(7, 7), width: 2, height: 1, channels: 1 },
    { width: 5, height: 3 },
  );
  expect(rest).toEqual({ width: 5, height: 3, channels: 1 });
  expect([...data]).toEqual(Array.from({ length: 15 }, () => 7));
});

test('previews keep the shape and stay within 256 pixels', () => {
  expect(previewSize({ width: 256, height: 256 })).toEqual({ width: 256, height: 256 });
  expect(previewSize({ width: 1024, height: 512 })).toEqual({ width: 256, height: 128 });
  expect(previewSize({ width: 128, height: 192 })).toEqual({ width: 128, height: 192 });
  expect(previewSize({ width: 256, height: 192 }, 64)).toEqual({ width: 64, height: 48 });
  expect(previewSize({ width: 1024, height: 512 }, 512)).toEqual({ width: 256, height: 128 });
});
