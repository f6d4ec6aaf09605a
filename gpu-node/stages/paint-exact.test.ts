import { afterAll, beforeAll, expect, test } from 'vitest';
import { readModelFolder } from '../store/model-folder.ts';
import { shippedModel } from '../store/shipped-model.ts';
import { type Made, Workbench } from './testing.ts';

const bench = new Workbench(9);

beforeAll(async () => {
  const folder = await readModelFolder(shippedModel);
  if (folder.stage !== 'paint') throw new Error('the shipped model paints');
  await bench.load({ ...folder, manifest: { ...folder.manifest, exact: true } });
});
afterAll(() => bench.stop());

function paint(seed: number, steps: number, onStep?: (step: number) => void): Promise<Made> {
  const paint = { prompt: 'a penguin', negativePrompt: '', seed, steps, guidance: 2.5, sampler: 'DDIMScheduler' };
  return bench.make({ model: 'quartet-icons', width: 256, height: 256, paint }, onStep);
}

test('a picture of an exact model is bit for bit the same alone and beside others at other steps', async () => {
  const alone = await paint(1, 8);
  bench.calls.length = 0;
  const mates: Promise<Made>[] = [];
  const beside = await paint(1, 8, (step) => {
    if (step < 6) mates.push(paint(10 + step, 4));
  });
  await Promise.all(mates);
  const sizes = new Set(bench.calls.map(({ taskIds }) => taskIds.length));
  expect(Math.max(...sizes)).toBe(4);
  expect(sizes.size).toBeGreaterThan(1);
  expect(beside.sha256).toBe(alone.sha256);
});
