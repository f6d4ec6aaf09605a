import type { TaskContentInput } from '@quartet/protos/generated/index.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readModelFolder } from '../store/model-folder.ts';
import { shippedModel } from '../store/shipped-model.ts';
import { type Made, Workbench } from './testing.ts';

const bench = new Workbench(9);
/** Another node, which allows fewer samples in a call. */
const small = new Workbench(2);

beforeAll(async () => {
  const folder = await readModelFolder(shippedModel);
  if (folder.stage !== 'paint') throw new Error('the shipped model paints');
  const exact = { ...folder, manifest: { ...folder.manifest, exact: true } };
  for (const each of [bench, small]) await each.load(exact);
});
afterAll(async () => {
  await Promise.all([bench.stop(), small.stop()]);
});

function contentOf(seed: number, steps: number): TaskContentInput {
  const paint = { prompt: 'a penguin', negativePrompt: '', seed, steps, guidance: 2.5, sampler: 'DDIMScheduler' };
  return { model: 'quartet-icons', width: 256, height: 256, paint };
}

function paint(seed: number, steps: number, onStep?: (step: number) => void): Promise<Made> {
  return bench.make(contentOf(seed, steps), onStep);
}

test('a picture of an exact model is bit for bit the same alone and beside others at other steps', async () => {
  const alone = await paint(1, 8);
  const sizes = new Set<number>();
  // On a busy machine pictures may be late, and late ones take turns: then they are beside each other another time.
  for (let attempt = 0; attempt < 5 && !sizes.has(4); attempt += 1) {
    bench.calls.length = 0;
    const mates: Promise<Made>[] = [];
    const beside = await paint(1, 8, (step) => {
      if (step < 6) mates.push(paint(10 + step, 4));
    });
    await Promise.all(mates);
    for (const { taskIds } of bench.calls) sizes.add(taskIds.length);
    expect(beside.sha256).toBe(alone.sha256);
  }
  expect(Math.max(...sizes)).toBe(4);
  expect(sizes.size).toBeGreaterThan(1);
});

test('it is the same on a node that allows fewer samples in a call: its calls are of the same shape', async () => {
  const content = contentOf(1, 4);
  const [large, fewer] = [bench, small].map((each) => each.accept(content));
  expect([large?.padTo, large?.batchCap]).toEqual([4, 4]);
  expect([fewer?.padTo, fewer?.batchCap]).toEqual([4, 2]);
  const [made, ...mates] = await Promise.all([1, 2, 3].map((seed) => small.make(contentOf(seed, 4))));
  expect(mates).toHaveLength(2);
  expect(Math.max(...small.calls.map(({ taskIds }) => taskIds.length))).toBe(2);
  expect(made?.sha256).toBe((await bench.make(content)).sha256);
});
