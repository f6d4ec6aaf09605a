import { createHash } from 'node:crypto';
import type { Lease, RunResponseInput } from '@quartet/protos/generated/index.ts';
import { createLogger } from '@quartet/service-kit/log.ts';
import { Registry } from '@quartet/service-kit/metrics.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { RunListener, RunRequest } from '../runtime/runner.ts';
import type { FrozenSample, Sample } from '../runtime/sample.ts';
import type { StageModel } from '../stages/stage-model.ts';
import { createNodeMetrics } from './node-metrics.ts';
import { RunOutbox } from './run-outbox.ts';
import { TaskTable } from './task-table.ts';
import { FakeStore } from './testing.ts';

const steps = 4;
const store = new FakeStore();
const lease: Lease = { taskId: 'img_1', epoch: 1, number: 1, nodeId: 'node-1', nodeAddress: '' };
let url: string;
let said: RunResponseInput[];
let audience: RunOutbox;
let table: TaskTable;
/** What the runner was told to do, and to whom it tells what has become of it. */
let runs: { readonly request: RunRequest; readonly listener: RunListener }[];
let frozen: FrozenSample | undefined;

beforeEach(async () => {
  url = await store.start();
  store.objects.clear();
  [said, runs, frozen] = [[], [], undefined];
  audience = audienceOf(said);
  const sample = { steps, firstStep: 0 } as Sample;
  const model = { accept: () => sample, describe: () => ({ digest: 'ab' }) } as unknown as StageModel;
  table = new TaskTable({
    nodeId: 'node-1',
    taskCap: 4,
    orphanGraceMs: 10_000,
    checkpointEveryMs: 3_600_000,
    runner: {
      run: (request, listener) => void runs.push({ request, listener }),
      cancel: () => undefined,
      freeze: () => Promise.resolve(frozen),
    },
    models: { check: () => undefined, use: () => ({ model, release: () => undefined }) },
    metrics: createNodeMetrics(new Registry()),
    log: createLogger('gpu-node', 'fatal'),
    onChange: () => undefined,
  });
});
afterEach(() => {
  vi.useRealTimers();
  store.stop();
});

/** A worker's stream. */
const audienceOf = (heard: RunResponseInput[]): RunOutbox =>
  new RunOutbox({
    sink: (message, done) => {
      heard.push(message);
      done();
    },
    onPreviewDropped: () => undefined,
    onSizeChanged: () => undefined,
  });
const start = (from = audience): void =>
  table.start(from, lease.taskId, { lease, requestId: 'request', content: { model: 'm' } as never });
const words = (): string[] => said.flatMap((message) => Object.keys(message).filter((key) => key !== 'taskId'));
const hears = (word: string) => vi.waitFor(() => expect(words()).toContain(word), { timeout: 20_000 });
/** Gives the checkpoint that was asked about a place. */
const grantCheckpoint = (from = audience): void => {
  const sha256 = said.findLast(({ checkpointReady }) => checkpointReady)?.checkpointReady?.sha256;
  table.grantCheckpoint(from, lease.taskId, {
    sha256: sha256 ?? '',
    upload: { url: `${url}/checkpoint`, headers: {} },
  });
};
const frozenAt = (step: number): FrozenSample => ({
  sampler: '',
  step,
  latents: new Float32Array(8).fill(step),
  samplerState: [],
  noisePosition: 0,
});

/** Has a task painted as far as this. */
function paintedTo(step: number): RunListener {
  start();
  const { listener } = runs[0] ?? {};
  if (!listener) throw new Error('the runner was told of nothing');
  for (let done = 1; done <= step; done += 1) listener.onStep(done);
  frozen = frozenAt(step);
  return listener;
}

test('a picture that is being decoded when its node stops is stored as far as it got, and ends there if it does in time', async () => {
  const listener = paintedTo(steps);
  const drained = table.drain(0);
  await hears('checkpointReady');
  grantCheckpoint();
  await hears('checkpointStored');
  expect(said.findLast(({ checkpointStored }) => checkpointStored)?.checkpointStored?.step).toBe(steps);
  const png = Buffer.from('a picture');
  const sha256 = createHash('sha256').update(png).digest('hex');
  listener.onPicture({ png, sha256, width: 1, height: 1 }, 1);
  await hears('needUpload');
  table.grant(audience, lease.taskId, { url: `${url}/picture`, headers: {} });
  await drained;
  expect(words().at(-1)).toBe('done');
});

test('one that does not end in time is handed back after its checkpoint is stored', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  paintedTo(steps);
  const drained = table.drain(0);
  await vi.advanceTimersByTimeAsync(0);
  await vi.waitUntil(() => words().includes('checkpointReady'));
  grantCheckpoint();
  await vi.waitUntil(() => words().includes('checkpointStored'));
  await vi.advanceTimersByTimeAsync(5_000);
  await drained;
  expect(said.at(-1)).toEqual({ taskId: lease.taskId, failed: { reason: 'REASON_DRAINING' } });
});

test('a checkpoint that falls due while no worker listens is offered to the one that comes', async () => {
  const listener = paintedTo(2);
  table.leave(audience);
  listener.onCheckpoint?.(frozenAt(2));
  expect(words()).not.toContain('checkpointReady');
  start();
  await hears('checkpointReady');
  expect(said.at(-1)?.checkpointReady?.step).toBe(2);
  table.cancel(lease, 'REASON_CANCELED');
});

test('a worker that takes over while the other stream is open hears what was asked, and its grant counts', async () => {
  paintedTo(2);
  const drained = table.drain(0);
  await hears('checkpointReady');
  const heard: RunResponseInput[] = [];
  const other = audienceOf(heard);
  start(other);
  const events = (): string[] => heard.map((message) => Object.keys(message)[1] ?? '');
  expect(events()).toEqual(['accepted', 'checkpointReady']);
  table.leave(audience);
  grantCheckpoint(other);
  await drained;
  expect(events()).toEqual(['accepted', 'checkpointReady', 'checkpointStored', 'failed']);
});

test('a worker that attaches and leaves again keeps nothing from the one that runs the task', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const listener = paintedTo(1);
  const late: RunResponseInput[] = [];
  const another = audienceOf(late);
  start(another);
  expect(late.map(({ accepted }) => accepted?.step)).toEqual([1]);
  table.leave(another);
  // Somebody hears of it: it is no orphan.
  vi.advanceTimersByTime(20_000);
  listener.onStep(2);
  listener.onPicture({ png: Buffer.from('a picture'), sha256: 'ab', width: 1, height: 1 }, 1);
  expect(words()).toEqual(['accepted', 'step', 'step', 'needUpload']);
  expect(late).toHaveLength(1);
  table.leave(audience);
  vi.advanceTimersByTime(20_000);
  expect(table.live).toEqual([]);
});

test('a task is due when its lease says, counted from its start', () => {
  const beforeMs = performance.now();
  table.start(audience, lease.taskId, {
    lease: { ...lease, dueInMs: 5_000 },
    requestId: 'request',
    content: { model: 'm' } as never,
  });
  const { dueAtMs = 0 } = runs[0]?.request ?? {};
  expect(dueAtMs).toBeGreaterThanOrEqual(beforeMs + 5_000);
  expect(dueAtMs).toBeLessThanOrEqual(performance.now() + 5_000);
});

test('a lease that is due at no time is refused', () => {
  const content = { model: 'm' } as never;
  table.start(audience, lease.taskId, { lease: { ...lease, dueInMs: Number.NaN }, requestId: 'request', content });
  expect(runs).toEqual([]);
  expect(said).toMatchObject([{ taskId: lease.taskId, failed: { reason: 'REASON_INVALID_FIELD' } }]);
});
