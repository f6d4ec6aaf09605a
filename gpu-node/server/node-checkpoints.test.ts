/** Half-painted pictures leave a node and go on on another. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lease, RunResponse, StoredCheckpointInput, TaskContentInput } from '@quartet/protos/generated/index.ts';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { loadSettings } from '../settings.ts';
import { shippedModel } from '../store/shipped-model.ts';
import { type RunningNode, startNode } from './node.ts';
import { FakeScheduler, FakeStore, FakeWorker } from './testing.ts';

const patience = { timeout: 50_000, interval: 10 };
const scheduler = new FakeScheduler();
const store = new FakeStore();
let storeUrl: string;
let schedulerAddress: string;
let leases = 0;
/** A store that takes what it is sent and never answers. */
let silent: Server;
let silentUrl: string;
/** A store of one model, whose loading takes a moment. */
let models: string;

beforeAll(async () => {
  models = mkdtempSync(join(tmpdir(), 'quartet-models-'));
  symlinkSync(shippedModel, join(models, 'default'));
  [storeUrl, schedulerAddress] = await Promise.all([store.start(), scheduler.start(1)]);
  silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  silentUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await scheduler.stop();
  store.stop();
  silent.closeAllConnections();
  silent.close();
  rmSync(models, { recursive: true });
});

function start(settings: Record<string, string> = {}): Promise<RunningNode> {
  return startNode(
    loadSettings({
      QUARTET_LOG_LEVEL: 'error',
      QUARTET_NODE_ID: 'node-1',
      QUARTET_NODE_CHECKPOINT_SECONDS: '3600',
      QUARTET_SCHEDULER_ADDRESS: schedulerAddress,
      QUARTET_MODELS_DIR: models,
      ...settings,
    }),
  );
}

function newLease(node: RunningNode, taskId = `task-${leases + 1}`): Lease {
  leases += 1;
  return { taskId, epoch: 1, number: leases, nodeId: 'node-1', nodeAddress: node.address };
}

const content = (steps: number, checkpoint?: StoredCheckpointInput): TaskContentInput => ({
  model: 'quartet-icons',
  width: 256,
  height: 256,
  // Remembers its steps, so that there is more to a checkpoint than latents.
  paint: { prompt: 'a penguin in the snow', seed: 1, steps, guidance: 2.5, sampler: 'DPMSolverMultistepScheduler' },
  checkpoint,
});

const grantOf = (url: string) => ({ url, headers: {} });
/** A worker that finds every picture and checkpoint a place. */
const helpful = (node: RunningNode): FakeWorker => {
  const worker: FakeWorker = new FakeWorker(node.address, ({ taskId, needUpload, checkpointReady }: RunResponse) => {
    if (needUpload) worker.send({ taskId, upload: grantOf(`${storeUrl}/${taskId}`) });
    if (checkpointReady) {
      const upload = grantOf(`${storeUrl}/${taskId}.${checkpointReady.step}`);
      worker.send({ taskId, checkpointUpload: { sha256: checkpointReady.sha256, upload } });
    }
  });
  return worker;
};
const hears = (worker: FakeWorker, taskId: string, word: string) =>
  vi.waitFor(() => expect(worker.facts(taskId)).toContain(word), patience);
const stepsHeard = (worker: FakeWorker, taskId: string): number[] =>
  worker.of(taskId).flatMap(({ step }) => (step ? [step.step] : []));
const digestOf = (worker: FakeWorker, taskId: string): string => worker.of(taskId).at(-1)?.done?.sha256 ?? '';
const sha256 = (body: Buffer): string => createHash('sha256').update(body).digest('hex');

/** What lies in the store under a name, as the catalog would tell of it. */
function storedAt(name: string, step: number): StoredCheckpointInput {
  const body = store.objects.get(`/${name}`)?.body ?? Buffer.alloc(0);
  return { url: `${storeUrl}/${name}`, sizeBytes: body.length, sha256: sha256(body), step };
}

async function metric(node: RunningNode, name: string): Promise<number> {
  const text = await (await fetch(`http://${node.opsAddress}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line.startsWith(name));
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}

describe('a node that stores after every step', () => {
  const steps = 8;
  let first: RunningNode;
  let second: RunningNode;
  let undisturbed: string;
  let taskId: string;
  let worker: FakeWorker;

  beforeAll(async () => {
    first = await start({ QUARTET_NODE_CHECKPOINT_SECONDS: '0' });
    // What the scheduler says goes to whoever has joined last.
    await scheduler.joined(1);
    second = await start();
    const painter = helpful(first);
    const lease = newLease(first);
    ({ taskId } = lease);
    painter.start(lease, content(steps));
    await hears(painter, taskId, 'done');
    undisturbed = digestOf(painter, taskId);
    painter.die();
    worker = helpful(second);
  });
  afterEach(() => {
    worker.heard.length = 0;
  });
  afterAll(async () => {
    worker.die();
    await Promise.all([first.stop(), second.stop()]);
  });

  const storedSteps = (): number[] =>
    [...store.objects.keys()].flatMap((key) => (key.startsWith(`/${taskId}.`) ? [Number(key.split('.')[1])] : []));

  /** One of them: which there are depends on how fast the store takes them. */
  const stored = (): StoredCheckpointInput => {
    const step = storedSteps().find((each) => each > 0) ?? 0;
    return storedAt(`${taskId}.${step}`, step);
  };

  test('has it go on elsewhere from any of them, to the same file', async () => {
    const began = {
      tasks: await metric(second, 'quartet_node_tasks_resumed'),
      steps: await metric(second, 'quartet_node_steps_saved'),
    };
    const all = storedSteps();
    expect(all.length).toBeGreaterThan(1);
    for (const step of all) {
      worker.start(newLease(second, taskId), content(steps, storedAt(`${taskId}.${step}`, step)));
      await vi.waitFor(() => expect(worker.of(taskId).at(-1)?.done).toBeTruthy(), patience);
      expect(worker.of(taskId)[0]?.accepted).toEqual({ step, steps });
      expect(stepsHeard(worker, taskId)[0]).toBe(step < steps ? step + 1 : undefined);
      expect(digestOf(worker, taskId)).toBe(undisturbed);
      worker.heard.length = 0;
    }
    expect(await metric(second, 'quartet_node_tasks_resumed')).toBe(began.tasks + all.length);
    const saved = all.reduce((sum, step) => sum + step, 0);
    expect(await metric(second, 'quartet_node_steps_saved')).toBe(began.steps + saved);
  });

  test.each<[string, string, () => StoredCheckpointInput]>([
    ['is gone', 'gone', () => ({ ...stored(), url: `${storeUrl}/nowhere` })],
    ['is not what was stored', 'wrong_digest', () => ({ ...stored(), sha256: '00'.repeat(32) })],
    ['is longer than it should be', 'wrong_digest', () => ({ ...stored(), sizeBytes: 10 })],
    ['is larger than any', 'malformed', () => ({ ...stored(), sizeBytes: 1e9 })],
    ['is no checkpoint', 'malformed', () => storedAt(taskId, 2)],
  ])('begins anew, to the same file, when its checkpoint %s', async (_, reason, checkpoint) => {
    const name = `quartet_node_checkpoints_refused_total{reason="${reason}"`;
    const before = await metric(second, name);
    worker.start(newLease(second, taskId), content(steps, checkpoint()));
    await vi.waitFor(() => expect(worker.of(taskId).at(-1)?.done).toBeTruthy(), patience);
    expect(worker.of(taskId)[0]?.checkpointRefused?.sha256).toBe(checkpoint().sha256);
    expect(worker.of(taskId)[1]?.accepted).toEqual({ step: 0, steps });
    expect(digestOf(worker, taskId)).toBe(undisturbed);
    expect(await metric(second, name)).toBe(before + 1);
  });

  test('begins anew when the checkpoint is of another task', async () => {
    const lease = newLease(second);
    worker.start(lease, content(steps, stored()));
    await hears(worker, lease.taskId, 'done');
    expect(worker.facts(lease.taskId).slice(0, 2)).toEqual(['checkpointRefused', 'accepted']);
    expect(worker.of(lease.taskId)[1]?.accepted?.step).toBe(0);
  });

  test('can be attached to and cancelled while the checkpoint is on its way', async () => {
    const lease = newLease(second);
    const held = { ...stored(), url: silentUrl };
    const gone = new FakeWorker(second.address);
    gone.start(lease, content(steps, held));
    await vi.waitFor(async () => expect(await metric(second, 'quartet_node_tasks_running')).toBe(1), patience);
    gone.die();
    worker.start(lease, content(steps, held));
    scheduler.say({ cancel: { lease, reason: 'REASON_CANCELED' } });
    await hears(worker, lease.taskId, 'failed REASON_CANCELED');
    expect(worker.facts(lease.taskId)).toEqual(['failed REASON_CANCELED']);
    expect(await metric(second, 'quartet_node_tasks_running')).toBe(0);
  });
});

describe('a node that is told to stop at once', () => {
  const steps = 100;

  /** Starts a node of no grace and, once it paints, stops it. */
  async function stopped(workerOf: (node: RunningNode) => FakeWorker) {
    const node = await start({ QUARTET_NODE_DRAIN_SECONDS: '0' });
    const worker = workerOf(node);
    const lease = newLease(node);
    worker.start(lease, content(steps));
    await vi.waitFor(() => expect(stepsHeard(worker, lease.taskId).at(-1)).toBeGreaterThan(4), patience);
    await node.stop();
    await hears(worker, lease.taskId, 'failed REASON_DRAINING');
    worker.die();
    return { worker, taskId: lease.taskId };
  }

  test('stores what it paints before it hands it back, and it goes on elsewhere after the last step', async () => {
    const { worker, taskId } = await stopped(helpful);
    const facts = ['accepted', 'checkpointReady', 'checkpointStored', 'failed REASON_DRAINING'];
    expect(worker.facts(taskId)).toEqual(facts);
    const step = worker.of(taskId).findLast(({ checkpointStored }) => checkpointStored)?.checkpointStored?.step ?? 0;
    expect(step).toBe(stepsHeard(worker, taskId).at(-1));
    const next = await start();
    const other = helpful(next);
    other.start(newLease(next, taskId), content(steps, storedAt(`${taskId}.${step}`, step)));
    await hears(other, taskId, 'done');
    expect(other.of(taskId)[0]?.accepted).toEqual({ step, steps });
    other.die();
    await next.stop();
  });

  test.each<[string, (node: RunningNode) => FakeWorker]>([
    ['worker finds it no place', (node) => new FakeWorker(node.address)],
    [
      'store never answers',
      (node) => {
        const worker: FakeWorker = new FakeWorker(node.address, ({ taskId, checkpointReady }) => {
          if (!checkpointReady) return;
          const checkpointUpload = { sha256: checkpointReady.sha256, upload: grantOf(silentUrl) };
          worker.send({ taskId, checkpointUpload });
        });
        return worker;
      },
    ],
  ])('hands it back all the same when the %s', async (_, workerOf) => {
    const { worker, taskId } = await stopped(workerOf);
    expect(worker.facts(taskId)).toEqual(['accepted', 'checkpointReady', 'failed REASON_DRAINING']);
  });
});

test('a node that an operator has emptied by a deadline stays, says so, and takes its task on again when it may', async () => {
  const steps = 100;
  const node = await start();
  await vi.waitFor(() => expect(scheduler.reports.at(-1)?.models).toHaveLength(1), patience);
  const worker = helpful(node);
  const lease = newLease(node);
  const { taskId } = lease;
  worker.start(lease, content(steps));
  await vi.waitFor(() => expect(stepsHeard(worker, taskId).at(-1)).toBeGreaterThan(4), patience);
  const drain = { id: 'order-1', kind: 'NODE_ORDER_KIND_DRAIN', drainLeftMs: 100, ageMs: 0 } as const;
  for (const order of [drain, drain]) scheduler.say({ order });

  await hears(worker, taskId, 'failed REASON_DRAINING');
  expect(worker.facts(taskId)).toEqual(['accepted', 'checkpointReady', 'checkpointStored', 'failed REASON_DRAINING']);
  const refused = newLease(node);
  worker.start(refused, content(1));
  await hears(worker, refused.taskId, 'failed REASON_DRAINING');
  await vi.waitFor(() => {
    const last = scheduler.reports.at(-1);
    expect(last).toMatchObject({ draining: false, running: [], order: { id: 'order-1', drainLeftMs: 0 } });
    expect(last?.order?.ageMs).toBeGreaterThan(100);
  }, patience);
  expect((await fetch(`http://${node.opsAddress}/readyz`)).ok).toBe(true);

  scheduler.say({ order: { id: 'order-2', kind: 'NODE_ORDER_KIND_SERVE' } });
  await vi.waitFor(() => expect(scheduler.reports.at(-1)?.order?.id).toBe('order-2'), patience);
  const step = worker.of(taskId).findLast(({ checkpointStored }) => checkpointStored)?.checkpointStored?.step ?? 0;
  worker.heard.length = 0;
  worker.start(newLease(node, taskId), content(steps, storedAt(`${taskId}.${step}`, step)));
  await hears(worker, taskId, 'done');
  expect(worker.of(taskId)[0]?.accepted).toEqual({ step, steps });
  worker.die();
  await node.stop();
});

test('a cordoned node goes on with what it has', async () => {
  const node = await start();
  await vi.waitFor(() => expect(scheduler.reports.at(-1)?.models).toHaveLength(1), patience);
  const worker = helpful(node);
  const lease = newLease(node);
  worker.start(lease, content(20));
  await vi.waitFor(() => expect(stepsHeard(worker, lease.taskId).length).toBeGreaterThan(1), patience);
  scheduler.say({ order: { id: 'order-1', kind: 'NODE_ORDER_KIND_CORDON' } });
  await vi.waitFor(() => {
    expect(scheduler.reports.at(-1)?.order).toMatchObject({ id: 'order-1', kind: 'NODE_ORDER_KIND_CORDON' });
  }, patience);
  await hears(worker, lease.taskId, 'done');
  worker.die();
  await node.stop();
});
