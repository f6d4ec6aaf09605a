import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PaintWorkInput } from '@quartet/protos/generated/index.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FrozenSample, Sample } from '../runtime/sample.ts';
import { StepCall } from '../runtime/step-call.ts';
import { readModelFolder } from '../store/model-folder.ts';
import { shippedModel } from '../store/shipped-model.ts';
import { loadModel, unloadModel } from './load-model.ts';
import type { StageModel } from './stage-model.ts';
import { SourceShelf, asReceived } from './testing.ts';

const steps = 8;
const shelf = new SourceShelf();
let model: StageModel;

beforeAll(async () => {
  await shelf.open();
  const session = { provider: 'cpu', threads: 1 } as const;
  const folder = await readModelFolder(shippedModel);
  if (folder.stage !== 'paint') throw new Error('the shipped model paints');
  const samplers = [...folder.manifest.samplers, 'EulerAncestralDiscreteScheduler'];
  model = await loadModel({ ...folder, manifest: { ...folder.manifest, samplers } }, { session, batchCap: 1 });
});
afterAll(async () => {
  shelf.close();
  await unloadModel(model);
});

function accept(changes: PaintWorkInput = {}, frozen?: FrozenSample): Sample {
  const paint = {
    prompt: 'a red fox in the snow',
    negativePrompt: '',
    seed: 7,
    steps,
    guidance: 2,
    sampler: 'DPMSolverMultistepScheduler',
    ...changes,
  };
  return model.accept(asReceived({ model: model.id, width: 256, height: 256, paint }), frozen);
}

const silent = { onCallStarted: () => undefined, onCallDone: () => undefined };

/** Takes a sample up to a step (from its beginning), as a runner does. */
async function drive(sample: Sample, until: number): Promise<void> {
  await sample.fetch?.(new AbortController().signal);
  await sample.sideJobs?.encode();
  for (let step = sample.firstStep; step < until; step += 1) {
    const call = new StepCall([{ sampleId: '', taskId: '', model: model.id, sample, step }], silent);
    expect(await call.run(false, () => undefined)).toEqual([expect.objectContaining({ kind: 'stepped' })]);
  }
}

async function pictureOf(sample: Sample): Promise<string> {
  await drive(sample, sample.steps);
  await sample.sideJobs?.finish();
  return (await sample.picture()).sha256;
}

function freeze(sample: Sample): FrozenSample {
  const frozen = sample.freeze?.();
  if (!frozen) throw new Error('a painting can be frozen');
  return frozen;
}

const sources = async () => {
  const picture = await shelf.put(readFileSync(join(import.meta.dirname, 'fixtures/fox.png')));
  return { source: picture, mask: picture, strength: 0.8 };
};

const starts: readonly (readonly [string, () => Promise<PaintWorkInput>])[] = [
  ['a sampler that remembers', async () => ({})],
  ['a sampler that draws', async () => ({ sampler: 'EulerAncestralDiscreteScheduler' })],
  ['parts of a picture that stay', sources],
  ['a whole picture', async () => ({ ...(await sources()), mask: null })],
];

test.each(starts)('going on from between two steps gives the same pixels: %s', async (_, changesOf) => {
  const changes = await changesOf();
  const whole = await pictureOf(accept(changes));
  const first = accept(changes);
  const half = Math.floor(first.steps / 2);
  await drive(first, half);
  const frozen = freeze(first);
  expect(frozen.step).toBe(half);
  // What was frozen is a copy: what it was taken from may go on.
  await drive(first, half + 1);
  const second = accept(changes, frozen);
  expect([second.firstStep, second.steps]).toEqual([half, first.steps]);
  expect(await pictureOf(second)).toBe(whole);
  // And it may be used again.
  expect(await pictureOf(accept(changes, frozen))).toBe(whole);
});

test('going on from after the last step only finishes the picture', async () => {
  const whole = await pictureOf(accept());
  const first = accept();
  await drive(first, first.steps);
  const second = accept({}, freeze(first));
  expect(second.firstStep).toBe(second.steps);
  expect(await pictureOf(second)).toBe(whole);
});

test('only where parts of it stay is a picture fetched again', async () => {
  const changes = await sources();
  for (const [mask, fetched] of [
    [changes.mask, true],
    [null, false],
  ] as const) {
    const first = accept({ ...changes, mask });
    await drive(first, 1);
    expect(accept({ ...changes, mask }, freeze(first)).fetch !== undefined).toBe(fetched);
  }
});

test('what is not of such a sample is refused', async () => {
  const sample = accept();
  await drive(sample, 3);
  const frozen = freeze(sample);
  const unfit: Partial<FrozenSample>[] = [
    { sampler: 'DDIMScheduler' },
    { step: steps + 1 },
    { step: -1 },
    { step: 1.5 },
    { latents: frozen.latents.subarray(1) },
    { latents: frozen.latents.map(() => Number.NaN) },
    { samplerState: [] },
    { samplerState: [...frozen.samplerState, ...frozen.samplerState] },
    { samplerState: [frozen.latents.subarray(1)] },
    { noisePosition: -1 },
    { noisePosition: 2 ** 40 },
  ];
  for (const change of unfit) {
    expect(() => accept({}, { ...frozen, ...change }), JSON.stringify(Object.keys(change))).toThrow(
      expect.objectContaining({ reason: 'REASON_INVALID_FIELD' }),
    );
  }
  expect(accept({}, frozen).firstStep).toBe(3);
});
