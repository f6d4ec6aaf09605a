import { join } from 'node:path';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { StepTimes } from '../engine/step-times.ts';
import { shippedUpscaler } from '../store/shipped-model.ts';
import { Lane } from './lane.ts';
import type { EncodedPicture } from './pictures.ts';
import { type Decider, Runner } from './runner.ts';
import type { Sample, SampleHere } from './sample.ts';

const lane = new Lane('steps');
const graph = join(shippedUpscaler, 'model.onnx');
const runner = new Runner({ onCallStarted: () => undefined, onCallDone: () => undefined });

beforeAll(async () => {
  await lane.do({ kind: 'load', graph, settings: { provider: 'cpu', threads: 1 } });
});
afterAll(() => lane.stop());

/** One step on a small grey picture; `picture` is what comes of it. */
function aSample(picture: () => Promise<EncodedPicture>): SampleHere {
  return {
    key: 'small',
    lane,
    graph,
    profile: new StepTimes(),
    batchCap: 1,
    padTo: undefined,
    steps: 1,
    firstStep: 0,
    sharedTimesteps: undefined,
    estimateMs: 100,
    sideJobs: undefined,
    timestep: (step) => step,
    feeds: () => ({ image: { type: 'float32', data: new Float32Array(3 * 8 * 8).fill(0.5), dims: [1, 3, 8, 8] } }),
    advance: () => true,
    preview: () => undefined,
    picture,
  };
}

/** Does a sample and gives its picture or the reason of its failure, and what it cost. */
function run(sampleId: string, sample: Sample): Promise<{ readonly end: unknown; readonly gpuMs: number }> {
  return new Promise((resolve) => {
    runner.run(
      { sampleId, taskId: sampleId, model: 'small', sample },
      {
        onStep: () => undefined,
        onPreview: () => undefined,
        onPicture: (end, gpuMs) => resolve({ end, gpuMs }),
        onFailed: (end, gpuMs) => resolve({ end, gpuMs }),
      },
    );
  });
}

test('a picture that cannot be put together in the end fails alone, and what it took is charged', async () => {
  const failed = await run(
    'first',
    aSample(() => Promise.reject(new ReasonError('REASON_INVALID_FIELD'))),
  );
  expect(failed).toEqual({ end: 'REASON_INVALID_FIELD', gpuMs: expect.any(Number) });
  expect(failed.gpuMs).toBeGreaterThan(0);
  const picture = { png: Buffer.alloc(0), sha256: '', width: 16, height: 16 };
  expect(
    (
      await run(
        'second',
        aSample(() => Promise.resolve(picture)),
      )
    ).end,
  ).toBe(picture);
});

test('a sample is frozen as it was before a call that does not come back in time', async () => {
  const step = { data: new Float32Array(1), dims: [1] };
  const calls: (() => void)[] = [];
  const slow: Pick<Lane, 'do'> = {
    do: async () => {
      await new Promise<void>((resolve) => calls.push(resolve));
      return { result: { out: step }, runMs: 1 } as never;
    },
  };
  let done = 0;
  const sample: SampleHere = {
    ...aSample(() => Promise.reject(new ReasonError('REASON_CANCELED'))),
    lane: slow,
    steps: 2,
    advance: () => (done += 1) > 0,
    freeze: () => ({ sampler: '', step: done, latents: step.data, samplerState: [], noisePosition: 0 }),
  };
  const ended = run('slow', sample);
  expect(await runner.freeze('slow', 1)).toBeUndefined();
  calls[0]?.();
  await vi.waitFor(() => expect(calls.length).toBe(2));
  expect((await runner.freeze('slow', 1))?.step).toBe(1);
  const patient = runner.freeze('slow', 60_000);
  calls[1]?.();
  await patient;
  await ended;
});

test('a sample is due when it is said to be, or else after five times what it takes alone', () => {
  const deadlines: number[] = [];
  const decider: Decider = {
    apply: (event) => {
      if (event.kind === 'admitted') deadlines.push(event.sample.deadlineAtMs);
    },
    news: () => [],
    plan: () => [],
    has: () => false,
  };
  const nothing = (): void => undefined;
  const listener = { onStep: nothing, onPreview: nothing, onPicture: nothing, onFailed: nothing };
  const deaf = new Runner({ onCallStarted: () => undefined, onCallDone: () => undefined }, decider);
  const sample = aSample(() => Promise.reject(new ReasonError('REASON_INVALID_FIELD')));
  const beforeMs = performance.now();
  deaf.run({ sampleId: 'said', taskId: 'said', model: 'small', sample, dueAtMs: beforeMs - 1 }, listener);
  deaf.run({ sampleId: 'unsaid', taskId: 'unsaid', model: 'small', sample }, listener);
  const [said, unsaid = 0] = deadlines;
  expect(said).toBe(beforeMs - 1);
  expect(unsaid).toBeGreaterThanOrEqual(beforeMs + 5 * sample.estimateMs);
});
