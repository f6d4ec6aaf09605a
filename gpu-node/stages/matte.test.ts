import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourcePicture, TaskContentInput } from '@quartet/protos/generated/index.ts';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstOutput, joinFeeds, partOf } from '../runtime/join-feeds.ts';
import type { StepFeeds } from '../runtime/lane-messages.ts';
import { shippedMatter } from '../store/shipped-model.ts';
import { toLevel } from './picture-planes.ts';
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

async function cutOut(file: Buffer, changes: Partial<TaskContentInput> = {}): Promise<Made> {
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

test.each([
  ['wide', { left: 200, right: 112 }, [568, 256], 328 / 568, 0.55],
  ['tall', { top: 112, bottom: 200 }, [256, 568], 0.5, 253 / 568],
])('the matte of a %s picture lies where its subject does', async (_, rims, size, x, y) => {
  const file = await sharp(fox)
    .extend({ ...rims, background: '#a8c8f0' })
    .png()
    .toBuffer();
  const made = await cutOut(file);
  expect([made.width, made.height]).toEqual(size);
  const alpha = await alphaOf(made.png);
  expect(alpha(x, y)).toBeGreaterThan(230);
  for (const [left, top] of [
    [0.02, 0.02],
    [0.97, 0.02],
    [0.02, 0.97],
    [0.97, 0.97],
  ] as const) {
    expect(alpha(left, top)).toBeLessThan(25);
  }
  // As the square one, which has nothing around it, but for what the graph makes of more ground.
  const { left = 0, top = 0 }: { left?: number; top?: number } = rims;
  const part = await sharp(made.png).extract({ left, top, width: 256, height: 256 }).extractChannel(3).raw().toBuffer();
  const square = await sharp((await cutOut(fox)).png)
    .extractChannel(3)
    .raw()
    .toBuffer();
  const apart = part.filter((value, index) => value > 127 !== (square[index] ?? 0) > 127).length;
  expect(apart / square.filter((value) => value > 127).length).toBeLessThan(0.25);
});

test('a matte that is enlarged lies where it lay: a mirrored picture has a mirrored one', async () => {
  const source = await shelf.put(await sharp(fox).resize(700, 700).png().toBuffer());
  const cutWith = async (turn: (column: number) => number): Promise<Buffer> => {
    const sample = bench.acceptHere({ model: 'quartet-matte', width: 700, height: 700, matte: { source } });
    await sample.fetch?.(new AbortController().signal);
    // A third of it, as a graph might give it.
    const data = Float32Array.from({ length: 320 ** 2 }, (_, index) => (turn(index % 320) < 107 ? 1 : 0));
    expect(sample.advance(0, { data, dims: [1, 1, 320, 320] })).toBe(true);
    return sharp((await sample.picture()).png)
      .extractChannel(3)
      .raw()
      .toBuffer();
  };
  const left = await cutWith((column) => column);
  const right = await cutWith((column) => 319 - column);
  const mirrored = left.map((_, index) => left[index - (index % 700) + 699 - (index % 700)] ?? 0);
  const most = mirrored.reduce((worst, value, index) => Math.max(worst, Math.abs(value - (right[index] ?? 0))), 0);
  expect(most).toBeLessThanOrEqual(2);
});

test('a picture is the same alone and beside others', async () => {
  const alone = await cutOut(fox);
  const together = await Promise.all([fox, await sharp(fox).flop().png().toBuffer(), fox].map((file) => cutOut(file)));
  expect(together[0]?.sha256).toBe(alone.sha256);
  expect(together[2]?.sha256).toBe(alone.sha256);
});

test('a matte becomes the same in a call of its own and among others', async () => {
  const contentOf = (source: SourcePicture) => ({ model: 'quartet-matte', width: 256, height: 256, matte: { source } });
  const files = [fox, await sharp(fox).flop().png().toBuffer()];
  const samples = await Promise.all(files.map(async (file) => bench.acceptHere(contentOf(await shelf.put(file)))));
  for (const sample of samples) await sample.fetch?.(new AbortController().signal);
  const run = async (feeds: StepFeeds) => {
    const graph = samples[0]?.graph ?? '';
    return firstOutput((await bench.lanes.steps.do({ kind: 'run', graph, feeds })).result);
  };
  const together = await run(joinFeeds(samples.map((sample) => sample.feeds(0))));
  for (const [index, sample] of samples.entries()) {
    const alone = await run(sample.feeds(0));
    expect(Uint8Array.from(partOf(together, index, 2).data, toLevel)).toEqual(Uint8Array.from(alone.data, toLevel));
  }
});

test('a matte with a value that is no number fails its picture', async () => {
  const source = await shelf.put(fox);
  const sample = bench.acceptHere({ model: 'quartet-matte', width: 256, height: 256, matte: { source } });
  const data = new Float32Array(320 ** 2).fill(0.9);
  expect(sample.advance(0, { data, dims: [1, 1, 320, 320] })).toBe(true);
  expect(sample.advance(0, { data: data.with(17, Number.NaN), dims: [1, 1, 320, 320] })).toBe(false);
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
