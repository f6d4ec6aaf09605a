import { join } from 'node:path';
import type { PaintWorkInput, TaskContentInput } from '@quartet/protos/generated/index.ts';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ChangedEngine, fixedCap } from '../bench/changed-engine.ts';
import { shippedModel } from '../store/shipped-model.ts';
import { type Made, Workbench, difference } from './testing.ts';

const bench = new Workbench(9, undefined, new ChangedEngine(fixedCap(9)));

beforeAll(async () => {
  await bench.load(shippedModel);
});
afterAll(() => bench.stop());

type Changes = Partial<PaintWorkInput & Pick<TaskContentInput, 'width' | 'height'>>;

function paint(
  { width = 256, height = 256, ...work }: Changes = {},
  onStep?: (step: number, id: string) => void,
): Promise<Made> {
  const paint = {
    prompt: 'a red fox in the snow',
    negativePrompt: '',
    seed: 4,
    steps: 20,
    guidance: 2.5,
    sampler: 'DPMSolverMultistepScheduler',
    ...work,
  };
  return bench.make({ model: 'quartet-icons', width, height, paint }, onStep);
}

test('a seed paints the picture that diffusers paints', async () => {
  const { png, width, height, steps, previews } = await paint();
  expect([width, height]).toEqual([256, 256]);
  const { most, overOne } = await difference(png, join(import.meta.dirname, 'fixtures/fox.png'));
  expect(overOne).toBeLessThan(0.001);
  expect(most).toBeLessThanOrEqual(3);
  expect(steps).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  expect(previews.map(({ step }) => step)).toEqual(expect.arrayContaining([1, 5, 10, 15]));
  for (const { webp } of previews) {
    expect(await sharp(webp).metadata()).toMatchObject({ format: 'webp', width: 64, height: 64 });
  }
});

test('a picture is the same alone and beside eight others at other steps', async () => {
  const alone = await paint({ prompt: 'a castle in the mountains', seed: 77 });
  bench.calls.length = 0;
  const mates: Promise<Made>[] = [];
  const samplers = ['DDIMScheduler', 'EulerDiscreteScheduler', 'DPMSolverMultistepScheduler'];
  const beside = await paint({ prompt: 'a castle in the mountains', seed: 77 }, (step) => {
    // Eight mates join one after another while it is painted.
    if (step % 2 === 0 && mates.length < 8) {
      mates.push(paint({ prompt: 'a penguin', seed: step, steps: 12, sampler: samplers[step % 3] ?? '' }));
    }
  });
  await Promise.all(mates);
  expect(bench.calls.some(({ timesteps }) => new Set(timesteps).size > 2)).toBe(true);
  const { most, overOne } = await difference(alone.png, beside.png);
  expect(overOne).toBeLessThan(0.001);
  expect(most).toBeLessThanOrEqual(3);
});

test('a cancelled picture is in no call after the one that runs', async () => {
  bench.calls.length = 0;
  let canceledAfter = 0;
  const mate = paint({ seed: 5 });
  const canceled = paint({ seed: 6 }, (step, id) => {
    if (step !== 3) return;
    canceledAfter = bench.calls.length;
    bench.cancel(id, 'REASON_CANCELED');
  });
  await expect(canceled).rejects.toMatchObject({ reason: 'REASON_CANCELED' });
  await mate;
  // When a step is told, the call after it runs already.
  const later = bench.calls.slice(canceledAfter + 1);
  expect(later.length).toBeGreaterThan(0);
  expect(later.every(({ taskIds }) => taskIds.length === 1)).toBe(true);
});

test('pictures of several sizes and without guidance are painted side by side', async () => {
  bench.calls.length = 0;
  const painted = await Promise.all([
    paint({ width: 384, height: 256, steps: 3 }),
    paint({ guidance: 1, steps: 3 }),
    paint({ steps: 3 }),
  ]);
  expect(painted.map(({ width, height }) => [width, height])).toEqual([
    [384, 256],
    [256, 256],
    [256, 256],
  ]);
  expect(bench.calls.every(({ taskIds }) => taskIds.length === 1)).toBe(true);
});

test.each([
  [{ width: 100 }, 'REASON_UNSUPPORTED_SIZE'],
  [{ steps: 0 }, 'REASON_INVALID_FIELD'],
  [{ steps: 101 }, 'REASON_INVALID_FIELD'],
  [{ guidance: Number.NaN }, 'REASON_INVALID_FIELD'],
  [{ sampler: 'PNDMScheduler' }, 'REASON_INVALID_FIELD'],
])('%o is refused', async (changes, reason) => {
  await expect(paint(changes)).rejects.toMatchObject({ reason });
});

test('work of another stage is refused', async () => {
  const source = { url: 'http://127.0.0.1:1/', sizeBytes: 1, sha256: '', width: 128, height: 128 };
  const content = { model: 'quartet-icons', width: 256, height: 256, upscale: { source } };
  await expect(bench.make(content)).rejects.toMatchObject({ reason: 'REASON_INVALID_FIELD' });
});
