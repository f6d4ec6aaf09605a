import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TaskContent } from '@quartet/protos/generated/index.ts';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shippedMatter } from '../store/shipped-model.ts';
import { type Made, SourceShelf, Workbench, difference } from './testing.ts';

const bench = new Workbench(4);
const shelf = new SourceShelf();
/** A painted picture, 256 by 256 pixels: an animal in the middle, sky and snow around it. */
const fox = readFileSync(join(import.meta.dirname, 'fixtures/fox.png'));

beforeAll(async () => {
  await Promise.all([bench.load(shippedMatter), shelf.open()]);
});
afterAll(async () => {
  shelf.close();
  await bench.stop();
});

async function cutOut(file: Buffer, changes: Partial<TaskContent> = {}): Promise<Made> {
  const source = await shelf.put(file);
  const { width, height } = source;
  return bench.make({ model: 'quartet-matte', width, height, matte: { source }, ...changes });
}

async function alphaOf(png: Buffer) {
  const { data, info } = await sharp(png).extractChannel(3).raw().toBuffer({ resolveWithObject: true });
  return (x: number, y: number): number =>
    data[Math.round(y * info.height) * info.width + Math.round(x * info.width)] ?? -1;
}

test('the subject stays, what is around it becomes transparent, colours are not touched', async () => {
  const made = await cutOut(fox);
  expect(made).toMatchObject({ width: 256, height: 256, steps: [1] });
  expect(await sharp(made.png).metadata()).toMatchObject({ format: 'png', channels: 4, width: 256, height: 256 });
  expect((await difference(await sharp(made.png).removeAlpha().png().toBuffer(), fox)).most).toBe(0);
  const alpha = await alphaOf(made.png);
  expect(alpha(0.5, 0.55)).toBeGreaterThan(230);
  for (const [x, y] of [
    [0.02, 0.02],
    [0.97, 0.02],
    [0.02, 0.97],
    [0.97, 0.97],
  ] as const)
    expect(alpha(x, y)).toBeLessThan(25);
});

test('what was transparent stays so', async () => {
  const left = Buffer.from('<svg width="256" height="256"><rect width="128" height="256"/></svg>');
  const mask = await sharp(left).extractChannel(3).toBuffer();
  const made = await cutOut(await sharp(fox).joinChannel(mask).png().toBuffer());
  const alpha = await sharp(made.png).extractChannel(3).raw().toBuffer();
  const right = alpha.filter((_, index) => index % 256 >= 128);
  expect(right.every((value) => value === 0)).toBe(true);
  expect(alpha.some((value) => value > 200)).toBe(true);
});

test('a picture of any shape keeps it', async () => {
  const wide = await sharp(fox).extend({ left: 90, right: 54, background: '#a8c8f0' }).png().toBuffer();
  const made = await cutOut(wide);
  expect([made.width, made.height]).toEqual([400, 256]);
  const alpha = await alphaOf(made.png);
  expect(alpha(218 / 400, 0.55)).toBeGreaterThan(230);
  expect(alpha(0.05, 0.5)).toBeLessThan(25);
});

test('a picture is the same alone and in calls with others', async () => {
  const alone = await cutOut(fox);
  const together = await Promise.all([fox, await sharp(fox).flop().png().toBuffer(), fox].map((file) => cutOut(file)));
  expect(together[0]?.sha256).toBe(alone.sha256);
  expect(together[2]?.sha256).toBe(alone.sha256);
});

test('a picture in which nothing stands out fails', async () => {
  const flat = await sharp({ create: { width: 80, height: 60, channels: 3, background: '#36c' } })
    .png()
    .toBuffer();
  await expect(cutOut(flat)).rejects.toMatchObject({ reason: 'REASON_BAD_OUTPUT' });
});

test.each([
  ['work of another stage', { matte: undefined, upscale: {} }, 'REASON_INVALID_FIELD'],
  ['another size', { width: 128 }, 'REASON_INVALID_FIELD'],
])('%s is refused', async (_, changes, reason) => {
  await expect(cutOut(fox, changes as object)).rejects.toMatchObject({ reason });
});
