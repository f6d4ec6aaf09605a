import { createHash } from 'node:crypto';
import type { RunResponseInput } from '@quartet/protos/generated/index.ts';
import { checkpointLimitBytes } from '@quartet/protos/objects.ts';
import { Registry } from '@quartet/service-kit/metrics.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FrozenSample } from '../runtime/sample.ts';
import { decodeCheckpoint } from './checkpoint-codec.ts';
import { createNodeMetrics } from './node-metrics.ts';
import { TaskCheckpoints } from './task-checkpoints.ts';
import { FakeStore } from './testing.ts';

const owner = { taskId: 'img_1', modelDigest: 'ab', sampler: 'DDIMScheduler', steps: 20 };
const store = new FakeStore();
let url: string;
let registry: Registry;
let checkpoints: TaskCheckpoints;
const said: Omit<RunResponseInput, 'taskId'>[] = [];
/** Whether a worker listens: what is said while none does goes unheard. */
let heard: boolean;

beforeEach(async () => {
  url = await store.start();
  store.objects.clear();
  said.length = 0;
  heard = true;
  registry = new Registry();
  checkpoints = new TaskCheckpoints({
    owner,
    isHeard: () => heard,
    say: (_, event) => {
      if (heard) said.push(event);
    },
    metrics: createNodeMetrics(registry),
  });
});
afterEach(() => {
  vi.useRealTimers();
  checkpoints.end();
  store.stop();
});

const frozenAt = (step: number, size = 8): FrozenSample => ({
  sampler: owner.sampler,
  step,
  latents: new Float32Array(size).fill(step),
  samplerState: [],
  noisePosition: 0,
});
const told = (): string[] =>
  said.map(({ checkpointReady, checkpointStored }) =>
    checkpointReady ? `ready ${checkpointReady.step}` : `stored ${checkpointStored?.step}`,
  );
/** Gives the checkpoint that was asked about last a place of this name, or another one. */
const grant = (
  name: string,
  sha256 = said.findLast(({ checkpointReady }) => checkpointReady)?.checkpointReady?.sha256,
) => checkpoints.grant({ sha256: sha256 ?? '', upload: { url: `${url}/${name}`, headers: { 'x-signed': 'yes' } } });
const hears = (...want: string[]) => vi.waitFor(() => expect(told()).toEqual(want), { timeout: 20_000 });
const failed = async (reason: string): Promise<number> => {
  const metric = await registry.getSingleMetric('quartet_node_checkpoints_failed_total')?.get();
  return metric?.values.find(({ labels }) => labels['reason'] === reason)?.value ?? 0;
};

test('a checkpoint asks for a place, is put there, and says so', async () => {
  checkpoints.put(frozenAt(3));
  await hears('ready 3');
  grant('here');
  await hears('ready 3', 'stored 3');
  const { body, headers } = store.objects.get('/here') ?? {};
  expect(headers?.['x-signed']).toBe('yes');
  const sha256 = createHash('sha256')
    .update(body ?? '')
    .digest('hex');
  for (const event of said)
    expect(event).toMatchObject({ [Object.keys(event)[0] ?? '']: { sha256, sizeBytes: body?.length } });
  expect(decodeCheckpoint(body ?? Buffer.alloc(0), owner)).toEqual({ frozen: frozenAt(3) });
  await checkpoints.settled;
});

test('of those that come while one is under way only the newest follows', async () => {
  checkpoints.put(frozenAt(1));
  await hears('ready 1');
  for (const step of [2, 3, 4]) checkpoints.put(frozenAt(step));
  grant('1');
  await hears('ready 1', 'stored 1', 'ready 4');
  grant('4');
  await hears('ready 1', 'stored 1', 'ready 4', 'stored 4');
});

test('one that the store refuses costs itself alone', async () => {
  checkpoints.put(frozenAt(1));
  await hears('ready 1');
  checkpoints.put(frozenAt(2));
  store.refuse = true;
  grant('1');
  await hears('ready 1', 'ready 2');
  expect(await failed('upload_failed')).toBe(1);
  store.refuse = false;
  grant('2');
  await hears('ready 1', 'ready 2', 'stored 2');
});

test('of those that come while nobody listens the newest is kept for whoever comes', async () => {
  heard = false;
  for (const step of [1, 2]) checkpoints.put(frozenAt(step));
  await checkpoints.settled;
  heard = true;
  checkpoints.attached();
  await hears('ready 2');
  grant('2');
  await hears('ready 2', 'stored 2');
});

test('what was asked of one who has gone is asked again of whoever comes, unless there is a newer one', async () => {
  const leaves = async (): Promise<void> => {
    heard = false;
    checkpoints.left();
    await checkpoints.settled;
  };
  checkpoints.put(frozenAt(1));
  await hears('ready 1');
  await leaves();
  heard = true;
  checkpoints.attached();
  await hears('ready 1', 'ready 1');
  await leaves();
  checkpoints.put(frozenAt(2));
  heard = true;
  checkpoints.attached();
  await hears('ready 1', 'ready 1', 'ready 2');
  expect(await failed('no_place')).toBe(0);
});

test('that one is no good is told, again to whoever comes, and before what is stored since', async () => {
  heard = false;
  checkpoints.refuse('cd');
  heard = true;
  checkpoints.attached();
  expect(said).toEqual([{ checkpointRefused: { sha256: 'cd' } }]);
  checkpoints.put(frozenAt(1));
  await vi.waitFor(() => expect(said.at(-1)?.checkpointReady).toBeTruthy());
  grant('1');
  await vi.waitFor(() => expect(said.at(-1)?.checkpointStored).toBeTruthy());
  said.length = 0;
  checkpoints.attached();
  expect(said.flatMap((event) => Object.keys(event))).toEqual(['checkpointRefused', 'checkpointStored']);
});

test('one that is stored while nobody listens is told to whoever comes', async () => {
  checkpoints.put(frozenAt(1));
  await hears('ready 1');
  grant('1');
  heard = false;
  checkpoints.left();
  await checkpoints.settled;
  heard = true;
  checkpoints.attached();
  await hears('ready 1', 'stored 1');
});

test('a worker that does not answer holds up no newer one for ever', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  checkpoints.put(frozenAt(1));
  await vi.waitUntil(() => said.length === 1);
  checkpoints.put(frozenAt(2));
  await vi.advanceTimersByTimeAsync(10_000);
  await vi.waitUntil(() => said.length === 2);
  expect(told()).toEqual(['ready 1', 'ready 2']);
  expect(await failed('no_place')).toBe(1);
  vi.useRealTimers();
  // The answer to the first comes too late: the store would take nothing else there.
  grant('1', said[0]?.checkpointReady?.sha256);
  grant('2');
  await hears('ready 1', 'ready 2', 'stored 2');
  expect([...store.objects.keys()]).toEqual(['/2']);
});

test('what is larger than anyone stores is not asked for', async () => {
  checkpoints.put(frozenAt(1, checkpointLimitBytes / 4));
  await checkpoints.settled;
  expect([told(), await failed('too_large')]).toEqual([[], 1]);
});

test('with the end of its task all of it is dropped, and that is no failure', async () => {
  checkpoints.put(frozenAt(1));
  await hears('ready 1');
  checkpoints.put(frozenAt(2));
  checkpoints.end();
  await checkpoints.settled;
  checkpoints.put(frozenAt(3));
  await checkpoints.settled;
  expect([told(), await failed('no_place')]).toEqual([['ready 1'], 0]);
});
