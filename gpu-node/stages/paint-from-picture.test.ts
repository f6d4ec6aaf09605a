import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PaintWorkInput, SourcePicture } from '@quartet/protos/generated/index.ts';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readModelFolder } from '../store/model-folder.ts';
import { shippedModel } from '../store/shipped-model.ts';
import { type Made, SourceShelf, Workbench } from './testing.ts';

const bench = new Workbench(4);
const shelf = new SourceShelf();
const fox = readFileSync(join(import.meta.dirname, 'fixtures/fox.png'));
let picture: SourcePicture;
/** Left half dark, right half light. */
let mask: SourcePicture;

beforeAll(async () => {
  await Promise.all([bench.load(shippedModel), shelf.open()]);
  const light = Buffer.alloc(128 * 256, 255);
  const halves = sharp(light, { raw: { width: 128, height: 256, channels: 1 } }).extend({
    left: 128,
    background: '#000',
  });
  [picture, mask] = [await shelf.put(fox), await shelf.put(await halves.png().toBuffer())];
});
afterAll(async () => {
  shelf.close();
  await bench.stop();
});

function paint(changes: PaintWorkInput, from = bench): Promise<Made> {
  const paint = {
    prompt: 'a blue castle on a yellow background',
    negativePrompt: '',
    seed: 3,
    steps: 10,
    guidance: 2.5,
    sampler: 'DDIMScheduler',
    ...changes,
  };
  return from.make({ model: 'quartet-icons', width: 256, height: 256, paint });
}

/** Mean of the differences in grey levels, in the left and in the right half of a picture. */
async function farFrom(made: Made, original = fox): Promise<readonly [number, number]> {
  const [a, b] = await Promise.all([made.png, original].map((file) => sharp(file).raw().toBuffer()));
  const sums: [number, number] = [0, 0];
  for (const [index, value] of (a ?? []).entries()) {
    sums[index % (3 * 256) < 3 * 128 ? 0 : 1] += Math.abs(value - (b?.[index] ?? 0));
  }
  return [sums[0] / (3 * 128 * 256), sums[1] / (3 * 128 * 256)];
}

test('the less strength, the nearer to the picture, and the fewer steps', async () => {
  const [little, much] = [
    await paint({ source: picture, strength: 0.2 }),
    await paint({ source: picture, strength: 0.9 }),
  ];
  expect([little.steps, much.steps].map((steps) => steps.length)).toEqual([2, 9]);
  const [near, far] = [await farFrom(little), await farFrom(much)];
  expect(near[0] + near[1]).toBeLessThan((far[0] + far[1]) / 2);
});

test('what the mask leaves dark stays as it is', async () => {
  const [left, right] = await farFrom(await paint({ source: picture, mask, strength: 1 }));
  // As near as a VAE and an enlargement bring back what they were given.
  expect(left).toBeLessThan(12);
  expect(right).toBeGreaterThan(3 * left);
});

test('pictures of another size are scaled to the one that is painted', async () => {
  const large = await shelf.put(await sharp(fox).resize(512, 512, { kernel: 'cubic' }).png().toBuffer());
  const [left, right] = await farFrom(await paint({ source: large, mask, strength: 0.9 }));
  expect(left).toBeLessThan(12);
  expect(right).toBeGreaterThan(2 * left);
});

test('a picture that is not the one that is meant ends the task before it costs anything', async () => {
  const other = { ...picture, sha256: '0'.repeat(64) };
  await expect(paint({ source: other, strength: 0.5 })).rejects.toMatchObject({ reason: 'REASON_DIGEST_MISMATCH' });
  await expect(paint({ source: picture, mask: other, strength: 0.5 })).rejects.toMatchObject({
    reason: 'REASON_DIGEST_MISMATCH',
  });
});

const refused: readonly (readonly [string, () => PaintWorkInput])[] = [
  ['no strength', () => ({ source: picture, strength: 0 })],
  ['more strength than there is', () => ({ source: picture, strength: 1.5 })],
  ['strength for less than a step', () => ({ source: picture, strength: 0.09 })],
  ['strength without a picture', () => ({ strength: 0.5 })],
  ['a mask without a picture', () => ({ mask: picture })],
];
test.each(refused)('%s is refused', async (_, changes) => {
  await expect(paint(changes())).rejects.toMatchObject({ reason: 'REASON_INVALID_FIELD' });
});

test('a model without an encoder of pictures refuses them', async () => {
  const folder = await readModelFolder(shippedModel);
  if (folder.stage !== 'paint') throw new Error('the shipped model paints');
  const blind = new Workbench(1);
  await blind.load({ ...folder, graphs: { ...folder.graphs, vaeEncoder: undefined } });
  try {
    await expect(paint({ source: picture, strength: 0.5 }, blind)).rejects.toMatchObject({
      reason: 'REASON_INVALID_FIELD',
      details: expect.objectContaining({ field: 'source' }),
    });
  } finally {
    await blind.stop();
  }
});
