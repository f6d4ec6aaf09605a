import sharp from 'sharp';
import { thumbHashToAverageRGBA } from 'thumbhash';
import { describe, expect, it } from 'vitest';
import { makeThumbnail } from './thumbnail.ts';

const picture = (width: number, height: number): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: { r: 255, g: 0, b: 0 } } })
    .png()
    .toBuffer();

describe('makeThumbnail', () => {
  it('fits large pictures into 384 pixels and keeps their ratio', async () => {
    const { webp } = await makeThumbnail(await picture(1024, 512));
    expect(await sharp(webp).metadata()).toMatchObject({ format: 'webp', width: 384, height: 192 });
  });

  it('does not enlarge small pictures', async () => {
    const { webp } = await makeThumbnail(await picture(256, 256));
    expect(await sharp(webp).metadata()).toMatchObject({ width: 256, height: 256 });
  });

  it("hashes the picture's colour", async () => {
    const { thumbhash } = await makeThumbnail(await picture(256, 256));
    const { r, g, b } = thumbHashToAverageRGBA(Buffer.from(thumbhash, 'base64'));
    expect(r).toBeGreaterThan(0.9);
    expect(Math.max(g, b)).toBeLessThan(0.1);
  });
});
