import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourcePicture, TaskContentInput } from '@quartet/protos/generated/index.ts';
import type { UpscaleManifest } from '@quartet/protos/manifest.ts';
import { tilesOf } from '@quartet/protos/tiles.ts';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { firstOutput, joinFeeds, partOf } from '../runtime/join-feeds.ts';
import type { StepFeeds } from '../runtime/lane-messages.ts';
import type { LaneOutput } from '../runtime/lane-messages.ts';
import { decodePicture, encodePicture, scalePixels } from '../runtime/pictures.ts';
import { shippedUpscaler } from '../store/shipped-model.ts';
import { cutTile, placeTile, toLevel } from './picture-planes.ts';
import { type Made, SourceShelf, Workbench, difference } from './testing.ts';

const bench = new Workbench(4);
const shelf = new SourceShelf();
const { tile } = JSON.parse(readFileSync(join(shippedUpscaler, 'quartet.json'), 'utf8')) as UpscaleManifest;
/** A painted picture, 256 by 256 pixels: nine tiles. */
const fox = readFileSync(join(import.meta.dirname, 'fixtures/fox.png'));

beforeAll(async () => {
  await Promise.all([bench.load(shippedUpscaler), shelf.open()]);
});
beforeEach(() => {
  bench.calls.length = 0;
});
afterAll(async () => {
  shelf.close();
  await bench.stop();
});

const contentOf = (source: SourcePicture, changes: Partial<TaskContentInput> = {}): TaskContentInput => ({
  model: 'quartet-upscale',
  width: 2 * source.width,
  height: 2 * source.height,
  upscale: { source },
  ...changes,
});

async function enlarge(file: Buffer, onStep?: (step: number, id: string) => void): Promise<Made> {
  return bench.make(contentOf(await shelf.put(file)), onStep);
}

const foxPart = (width: number, height: number): Promise<Buffer> =>
  sharp(fox).extract({ left: 40, top: 30, width, height }).png().toBuffer();

test('the tiles of a picture make up what the graph makes of it whole', async () => {
  const [width, height] = [200, 150];
  const file = await foxPart(width, height);
  const made = await enlarge(file);
  expect([made.width, made.height]).toEqual([2 * width, 2 * height]);
  // Two tiles wide, two high.
  expect(made.steps).toEqual([1, 2, 3, 4]);

  const pixels = await decodePicture(file, { width, height });
  const span = (length: number) => ({ start: 0, length, keepStart: 0, keepEnd: length });
  const whole = { x: span(width), y: span(height) };
  const graph = join(shippedUpscaler, 'model.onnx');
  const feeds = { image: cutTile(pixels, whole) };
  const result = firstOutput((await bench.lanes.steps.do({ kind: 'run', graph, feeds })).result);
  const canvas = {
    data: new Uint8Array(12 * width * height),
    width: 2 * width,
    height: 2 * height,
    channels: 3,
  } as const;
  expect(placeTile(canvas, result, whole, 2)).toBe(true);
  const expected = await sharp(canvas.data, { raw: { ...canvas } })
    .png()
    .toBuffer();
  // The same sums, in an order that may differ with the shape: a value on the border between two levels may tip.
  expect((await difference(made.png, expected)).most).toBeLessThanOrEqual(1);
});

test('the graph looks no further around a pixel than the margin', async () => {
  const side = 2 * tile.margin + 8;
  const span = { start: 0, length: side, keepStart: 0, keepEnd: side };
  const graph = join(shippedUpscaler, 'model.onnx');
  const outputOf = async (corner: number) => {
    const data = Uint8Array.from({ length: 3 * side ** 2 }, (_, index) => (index * 7_919) % 251);
    data.set([corner, corner, corner]);
    const image = cutTile({ data, width: side, height: side, channels: 3 }, { x: span, y: span });
    return firstOutput((await bench.lanes.steps.do({ kind: 'run', graph, feeds: { image } })).result).data;
  };
  const [dark, bright] = [await outputOf(0), await outputOf(255)];
  let furthest = 0;
  for (const [index, value] of dark.entries()) {
    if (value === bright[index]) continue;
    const [row, column] = [Math.floor(index / (2 * side)) % (2 * side), index % (2 * side)];
    furthest = Math.max(furthest, Math.floor(row / 2), Math.floor(column / 2));
  }
  expect(furthest).toBeGreaterThan(0);
  expect(furthest).toBeLessThanOrEqual(tile.margin);
});

test('alpha is kept, enlarged smoothly, and does not touch the colours', async () => {
  const hole = Buffer.from('<svg width="120" height="90"><circle cx="60" cy="45" r="40"/></svg>');
  const opaque = await foxPart(120, 90);
  const cut = await sharp(opaque)
    .joinChannel(await sharp(hole).extractChannel(3).toBuffer())
    .png()
    .toBuffer();
  const [made, plain] = [await enlarge(cut), await enlarge(opaque)];
  expect((await sharp(plain.png).metadata()).channels).toBe(3);
  expect((await sharp(made.png).metadata()).channels).toBe(4);
  expect((await difference(await sharp(made.png).removeAlpha().png().toBuffer(), plain.png)).most).toBe(0);
  // Reduced again it is what it was, but for what an edge loses.
  const alpha = await sharp(made.png).extractChannel(3).resize(120, 90, { kernel: 'cubic' }).toBuffer();
  expect((await difference(alpha, await sharp(cut).extractChannel(3).toBuffer())).most).toBeLessThan(40);
});

test('a picture is the same alone and beside others', async () => {
  const file = await foxPart(200, 150);
  const alone = await enlarge(file);
  const other = await sharp(file).negate().png().toBuffer();
  const made = await Promise.all([other, file, other].map((each) => enlarge(each)));
  expect(made[1]?.sha256).toBe(alone.sha256);
  expect(made[0]?.sha256).toBe(made[2]?.sha256);
});

test('a tile becomes the same in a call of its own and among others', async () => {
  const file = await foxPart(128, 128);
  const [other, tall] = [await sharp(file).negate().png().toBuffer(), await sharp(file).rotate(90).png().toBuffer()];
  const samples = await Promise.all(
    [file, other, tall].map(async (each) => bench.acceptHere(contentOf(await shelf.put(each)))),
  );
  for (const sample of samples) await sample.fetch?.(new AbortController().signal);
  const run = async (feeds: StepFeeds) => {
    const graph = samples[0]?.graph ?? '';
    return firstOutput((await bench.lanes.steps.do({ kind: 'run', graph, feeds })).result);
  };
  const together = await run(joinFeeds(samples.map((sample) => sample.feeds(0))));
  for (const [index, sample] of samples.entries()) {
    const alone = await run(sample.feeds(0));
    const part = partOf(together, index, samples.length);
    expect(part.dims).toEqual([1, 3, 256, 256]);
    expect(levels(part)).toEqual(levels(alone));
  }
});

const levels = ({ data }: LaneOutput): Uint8Array => Uint8Array.from(data, toLevel);

test('previews show the whole picture from the first tile on', async () => {
  const { previews, png } = await enlarge(fox);
  expect(previews.map(({ step }) => step)).toEqual(expect.arrayContaining([1, 3, 5, 7]));
  const small = await sharp(png).resize(256, 256, { kernel: 'cubic' }).png().toBuffer();
  for (const { webp } of previews) {
    expect(await sharp(webp).metadata()).toMatchObject({ format: 'webp', width: 256, height: 256 });
    // WebP loses a little, and so do tiles that are not done yet.
    expect(await psnr(webp, small)).toBeGreaterThan(32);
  }
});

test('a preview has the finished tiles in place', async () => {
  // Next to each other, fine stripes that plain enlargement blurs.
  const stripes = Uint8Array.from({ length: 3 * 200 * 40 }, (_, index) =>
    (Math.floor(index / 3) % 200) % 4 < 2 ? 30 : 220,
  );
  const file = await sharp(stripes, { raw: { width: 200, height: 40, channels: 3 } })
    .png()
    .toBuffer();
  const sample = bench.acceptHere(contentOf(await shelf.put(file)));
  await sample.fetch?.(new AbortController().signal);
  const look = async () =>
    sharp(await sample.preview()?.())
      .removeAlpha()
      .raw()
      .toBuffer();
  const before = await look();
  const { x } = tilesOf(200, 40, tile)[0] ?? {};
  const graph = join(shippedUpscaler, 'model.onnx');
  const { result: outputs } = await bench.lanes.steps.do({ kind: 'run', graph, feeds: sample.feeds(0) });
  const result = firstOutput(outputs);
  // What the graph gave, made bright, so that it is told from what was there.
  expect(sample.advance(0, { ...result, data: result.data.fill(1) })).toBe(true);
  const after = await look();
  const width = 256;
  const border = ((x?.keepEnd ?? 0) * width) / 200;
  const at = (picture: Buffer, column: number): number => picture[3 * (20 * width + column)] ?? -1;
  for (let column = 4; column < border - 4; column += 1) expect(at(after, column)).toBeGreaterThan(240);
  for (let column = Math.ceil(border) + 8; column < width; column += 1) {
    expect(Math.abs(at(after, column) - at(before, column))).toBeLessThan(40);
  }
});

test('a tile with a value that is no number fails its picture', async () => {
  const sample = bench.acceptHere(contentOf(await shelf.put(await foxPart(40, 30))));
  await sample.fetch?.(new AbortController().signal);
  const data = new Float32Array(3 * 80 * 60).fill(0.5);
  expect(sample.advance(0, { data, dims: [1, 3, 60, 80] })).toBe(true);
  expect(sample.advance(0, { data: data.with(17, Number.NaN), dims: [1, 3, 60, 80] })).toBe(false);
});

test('times of small pictures are kept by shape, of the shapes that were asked for last', () => {
  const timesOf = (width: number, height: number) =>
    bench.acceptHere(contentOf({ url: '', sizeBytes: 9, sha256: '', width, height })).profile;
  const [often, once] = [timesOf(60, 60), timesOf(61, 61)];
  for (let width = 30; width < 50; width += 1) {
    for (let height = 30; height < 50; height += 1) timesOf(width, height);
    expect(timesOf(60, 60)).toBe(often);
  }
  expect(timesOf(61, 61)).not.toBe(once);
});

test('a cancelled picture is in no call after the one that runs', async () => {
  const file = await sharp(fox).resize(400, 400).png().toBuffer();
  const canceled = enlarge(file, (step, id) => {
    if (step === 2) bench.cancel(id, 'REASON_CANCELED');
  });
  await expect(canceled).rejects.toMatchObject({ reason: 'REASON_CANCELED' });
  await enlarge(await foxPart(64, 64));
  expect(bench.calls.length).toBeLessThanOrEqual(4);
});

test('a black picture is enlarged to a black one', async () => {
  const black = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#000' } })
    .png()
    .toBuffer();
  const { png } = await enlarge(black);
  const { channels } = await sharp(png).stats();
  expect(Math.max(...channels.map(({ max }) => max))).toBeLessThanOrEqual(2);
});

test('drawn edges come out at least 2 dB nearer to the truth than by bicubic enlargement', async () => {
  const shapes = [
    '<circle cx="120" cy="130" r="90" fill="#e8622c"/><circle cx="90" cy="110" r="14" fill="#222"/>',
    '<path d="M30 220 L128 20 L226 220 Z" fill="#2c7be8"/><rect x="110" y="150" width="40" height="70" fill="#fff"/>',
    '<path d="M128 30 C200 30 230 120 128 230 C26 120 56 30 128 30 Z" fill="#d02060" stroke="#401020" stroke-width="6"/>',
  ];
  for (const shape of shapes) {
    const svg = `<svg width="256" height="256"><rect width="256" height="256" fill="#f3e9c8"/>${shape}</svg>`;
    const truth = await sharp(Buffer.from(svg)).removeAlpha().png().toBuffer();
    const reduced = await sharp(truth).resize(128, 128, { kernel: 'cubic' }).png().toBuffer();
    const pixels = await decodePicture(reduced, { width: 128, height: 128 });
    const plain = (await encodePicture(await scalePixels(pixels, { width: 256, height: 256 }))).png;
    const { png } = await enlarge(reduced);
    expect((await psnr(png, truth)) - (await psnr(plain, truth))).toBeGreaterThan(2);
  }
});

/** Peak signal-to-noise ratio, dB. */
async function psnr(left: Buffer, right: Buffer): Promise<number> {
  const [a, b] = await Promise.all([left, right].map((each) => sharp(each).raw().toBuffer()));
  if (!a || !b || a.length !== b.length) throw new Error('the pictures differ in size');
  const squares = a.reduce((sum, value, index) => sum + (value - (b[index] ?? 0)) ** 2, 0);
  return 10 * Math.log10(255 ** 2 / (squares / a.length));
}

test.each([
  ['work of another stage', { upscale: undefined, matte: {} }, {}, 'REASON_INVALID_FIELD'],
  ['no source', { upscale: {} }, {}, 'REASON_INVALID_FIELD'],
  ['a width that is not twice the source’s', { width: 130 }, {}, 'REASON_INVALID_FIELD'],
  ['a height that is not twice the source’s', { height: 126 }, {}, 'REASON_INVALID_FIELD'],
  ['a result that is too large', { width: 4098, height: 64 }, { width: 2049, height: 32 }, 'REASON_UNSUPPORTED_SIZE'],
  ['an empty source', { width: 0, height: 0 }, { width: 0, height: 0 }, 'REASON_UNSUPPORTED_SIZE'],
  ['a file that is too large', {}, { sizeBytes: 1e9 }, 'REASON_INVALID_FIELD'],
])('%s is refused before anything is fetched', async (_, changes, sourceChanges, reason) => {
  const nowhere = { url: 'http://127.0.0.1:1/', sizeBytes: 9, sha256: '', width: 64, height: 64, ...sourceChanges };
  const content = contentOf(nowhere, { width: 128, height: 128, upscale: { source: nowhere }, ...changes });
  await expect(bench.make(content)).rejects.toMatchObject({ reason });
  expect(bench.calls).toEqual([]);
});

test('a file that is not of the size it is said to be is refused', async () => {
  const source = await shelf.put(await foxPart(50, 40));
  const told = { ...source, width: 60 };
  await expect(bench.make(contentOf(told))).rejects.toMatchObject({ reason: 'REASON_INVALID_FIELD' });
});
