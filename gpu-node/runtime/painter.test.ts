import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { TaskContent } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readModelFolder } from '../store/model-folder.ts';
import { shippedModel } from '../store/shipped-model.ts';
import { Lane } from './lane.ts';
import { type Lanes, LoadedModel } from './loaded-model.ts';
import { type DenoiseReport, Painter } from './painter.ts';

const batchCap = 9;
let lanes: Lanes;
let model: LoadedModel;
let painter: Painter;
let calls: DenoiseReport[] = [];
let samples = 0;

beforeAll(async () => {
  lanes = { steps: new Lane('steps'), side: new Lane('side') };
  const folder = await readModelFolder(shippedModel);
  model = await LoadedModel.load(folder, lanes, { provider: 'cpu', threads: availableParallelism() }, batchCap);
  painter = new Painter(batchCap, { onCallStarted: (report) => calls.push(report), onCallDone: () => undefined });
});
afterAll(async () => {
  await Promise.all([lanes.steps.stop(), lanes.side.stop()]);
});

const content = (changes: Partial<TaskContent> = {}): TaskContent => ({
  prompt: 'a red fox in the snow',
  negativePrompt: '',
  seed: 4,
  model: 'quartet-icons',
  width: 256,
  height: 256,
  steps: 20,
  guidance: 2.5,
  sampler: 'DPMSolverMultistepScheduler',
  ...changes,
});

interface Painted {
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
  readonly previews: { readonly step: number; readonly webp: Buffer }[];
  readonly steps: number[];
}

function paint(
  changes: Partial<TaskContent> = {},
  onStep: (step: number, id: string) => void = () => undefined,
): Promise<Painted> {
  samples += 1;
  const sampleId = `sample ${samples}`;
  return new Promise((resolve, reject) => {
    const previews: { step: number; webp: Buffer }[] = [];
    const steps: number[] = [];
    painter.paint(
      { sampleId, taskId: sampleId, model, content: content(changes) },
      {
        onStep: (step) => {
          steps.push(step);
          onStep(step, sampleId);
        },
        onPreview: (step, webp) => previews.push({ step, webp }),
        onPicture: (picture) => resolve({ ...picture, previews, steps }),
        onFailed: (reason) => reject(new ReasonError(reason)),
      },
    );
  });
}

/** By how many grey levels two pictures differ: at most, and the share of values by more than one. */
async function difference(left: Buffer | string, right: Buffer | string): Promise<{ most: number; overOne: number }> {
  const [a, b] = await Promise.all([left, right].map((each) => sharp(each).removeAlpha().raw().toBuffer()));
  if (!a || !b || a.length !== b.length) throw new Error('the pictures differ in size');
  const differences = a.map((value, index) => Math.abs(value - (b[index] ?? 0)));
  return {
    most: differences.reduce((most, value) => Math.max(most, value), 0),
    overOne: differences.filter((value) => value > 1).length / a.length,
  };
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
    expect(await sharp(webp).metadata()).toMatchObject({ format: 'webp', width: 256, height: 256 });
  }
});

test('a picture is the same alone and beside eight others at other steps', async () => {
  const alone = await paint({ prompt: 'a castle in the mountains', seed: 77 });
  calls = [];
  const mates: Promise<Painted>[] = [];
  const samplers = ['DDIMScheduler', 'EulerDiscreteScheduler', 'DPMSolverMultistepScheduler'];
  const beside = await paint({ prompt: 'a castle in the mountains', seed: 77 }, (step) => {
    // Eight mates join one after another while it is painted.
    if (step % 2 === 0 && mates.length < 8) {
      mates.push(paint({ prompt: 'a penguin', seed: step, steps: 12, sampler: samplers[step % 3] ?? '' }));
    }
  });
  await Promise.all(mates);
  expect(calls.some(({ timesteps }) => new Set(timesteps).size > 2)).toBe(true);
  const { most, overOne } = await difference(alone.png, beside.png);
  expect(overOne).toBeLessThan(0.001);
  expect(most).toBeLessThanOrEqual(3);
});

test('a cancelled picture is in no call after the one that runs', async () => {
  calls = [];
  let canceledAfter = 0;
  const mate = paint({ seed: 5 });
  const canceled = paint({ seed: 6 }, (step, id) => {
    if (step !== 3) return;
    canceledAfter = calls.length;
    painter.cancel(id, 'REASON_CANCELED');
  });
  await expect(canceled).rejects.toMatchObject({ reason: 'REASON_CANCELED' });
  await mate;
  const later = calls.slice(canceledAfter);
  expect(later.length).toBeGreaterThan(0);
  expect(later.every(({ taskIds }) => taskIds.length === 1)).toBe(true);
});

test('pictures of several sizes and without guidance are painted side by side', async () => {
  calls = [];
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
  expect(calls.every(({ taskIds }) => taskIds.length === 1)).toBe(true);
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
