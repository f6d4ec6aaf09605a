import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lease, PaintWorkInput, TaskContentInput } from '@quartet/protos/generated/index.ts';
import { Node } from '@quartet/protos/services.ts';
import { callUnary, createClient } from '@quartet/service-kit/grpc-client.ts';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { loadSettings } from '../settings.ts';
import { sealModel } from '../store/seal-model.ts';
import { shippedModel } from '../store/shipped-model.ts';
import { type RunningNode, startNode } from './node.ts';
import { FakeScheduler, FakeStore, FakeWorker } from './testing.ts';

const patience = { timeout: 50_000, interval: 20 };
const scheduler = new FakeScheduler();
const store = new FakeStore();
let epoch = 7;
let models: string;
let node: RunningNode;
let storeUrl: string;
let worker: FakeWorker;
let leases = 0;

/** A copy of the shipped model whose noise schedule overflows, sealed anew: it loads, and paints NaN. */
function addOverflowingModel(path: string): void {
  cpSync(shippedModel, path, { recursive: true });
  const edit = (name: string, change: (text: string) => string): void => {
    const file = join(path, name);
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  };
  edit('quartet.json', (text) => text.replace('"quartet-icons"', '"overflowing"'));
  edit('scheduler/scheduler_config.json', (text) => text.replace('"beta_end": 0.02', '"beta_end": 1e30'));
  sealModel(path);
}

beforeAll(async () => {
  models = mkdtempSync(join(tmpdir(), 'quartet-models-'));
  symlinkSync(shippedModel, join(models, 'default'));
  addOverflowingModel(join(models, 'overflowing'));
  cpSync(shippedModel, join(models, 'torn'), { recursive: true });
  const torn = join(models, 'torn/quartet.json');
  writeFileSync(torn, readFileSync(torn, 'utf8').replace('"quartet-icons"', '"torn"'));
  writeFileSync(join(models, 'torn/unet/model.onnx'), 'torn');
  storeUrl = await store.start();
  const schedulerAddress = await scheduler.start(epoch);
  node = await startNode(
    loadSettings({
      QUARTET_LOG_LEVEL: 'error',
      QUARTET_NODE_ID: 'node-1',
      QUARTET_NODE_BATCH_CAP: '4',
      QUARTET_NODE_TASK_CAP: '5',
      QUARTET_NODE_ORPHAN_GRACE_SECONDS: '2',
      QUARTET_SCHEDULER_ADDRESS: schedulerAddress,
      QUARTET_MODELS_DIR: models,
    }),
  );
  worker = new FakeWorker(node.address);
  await vi.waitFor(() => {
    if (scheduler.reports.at(-1)?.epochSeen !== epoch) throw new Error('the node has not joined');
  }, patience);
});
afterAll(async () => {
  worker.die();
  await node.stop();
  await scheduler.stop();
  store.stop();
  rmSync(models, { recursive: true });
});

function newLease(changes: Partial<Lease> = {}): Lease {
  leases += 1;
  return { taskId: `task-${leases}`, epoch, number: leases, nodeId: 'node-1', nodeAddress: node.address, ...changes };
}

type Changes = Partial<PaintWorkInput & Pick<TaskContentInput, 'model' | 'width' | 'height'>>;

const content = ({ model = 'quartet-icons', width = 256, height = 256, ...work }: Changes = {}): TaskContentInput => ({
  model,
  width,
  height,
  paint: {
    prompt: 'a penguin in the snow',
    negativePrompt: '',
    seed: 1,
    steps: 4,
    guidance: 2.5,
    sampler: 'DDIMScheduler',
    ...work,
  },
});
/** Long enough to be interrupted. */
const long = { steps: 100 };

/** Starts a task and waits for the first of these words on it. */
async function startAndHear(lease: Lease, changes: Changes, word: string, by = worker): Promise<void> {
  by.start(lease, content(changes));
  await vi.waitFor(() => expect(by.of(lease.taskId).map(({ event }) => event)).toContain(word), patience);
}

const grant = (lease: Lease, by = worker): void =>
  by.send({
    taskId: lease.taskId,
    upload: { url: `${storeUrl}/${lease.taskId}`, headers: { 'content-type': 'image/png' } },
  });

const cancel = (lease: Lease): void => scheduler.say({ cancel: { lease, reason: 'REASON_CANCELED' } });

async function metrics(): Promise<string> {
  return (await fetch(`http://${node.opsAddress}/metrics`)).text();
}

test('a task is accepted, stepped, shown, uploaded and done', async () => {
  const lease = newLease();
  await startAndHear(lease, {}, 'needUpload');
  grant(lease);
  await vi.waitFor(() => expect(worker.facts(lease.taskId)).toEqual(['accepted', 'needUpload', 'done']), patience);
  const heard = worker.of(lease.taskId);
  expect(heard.flatMap(({ step }) => (step ? [step.step] : [])).at(-1)).toBe(4);
  expect(heard.flatMap(({ preview }) => (preview ? [preview.step] : []))).toEqual([1, 2, 3]);
  const stored = store.objects.get(`/${lease.taskId}`);
  const done = heard.at(-1)?.done;
  expect(done).toMatchObject({ width: 256, height: 256, sizeBytes: stored?.body.length });
  expect(done?.sha256).toBe(
    createHash('sha256')
      .update(stored?.body ?? '')
      .digest('hex'),
  );
  expect(done?.gpuMs).toBeGreaterThan(0);
  expect(stored?.headers['content-type']).toBe('image/png');
  expect(await sharp(stored?.body).metadata()).toMatchObject({ format: 'png', width: 256, height: 256 });
});

test('reports tell of running and ended tasks until the end is noted', async () => {
  const lease = newLease();
  await startAndHear(lease, long, 'step');
  await vi.waitFor(() => {
    const running = scheduler.reports.at(-1)?.running.find(({ lease: each }) => each?.taskId === lease.taskId);
    expect(running).toMatchObject({ model: 'quartet-icons', steps: 100 });
  }, patience);
  cancel(lease);
  const endedIn = (report = scheduler.reports.at(-1)) =>
    report?.ended.filter(({ lease: each }) => each?.taskId === lease.taskId).map(({ reason }) => reason);
  await vi.waitFor(() => expect(endedIn()).toEqual(['REASON_CANCELED']), patience);
  expect(worker.facts(lease.taskId)).toEqual(['accepted', 'failed REASON_CANCELED']);
  const before = scheduler.reports.length;
  await vi.waitFor(() => expect(scheduler.reports.length).toBeGreaterThan(before), patience);
  expect(endedIn()).toEqual(['REASON_CANCELED']);
  scheduler.say({ endedNoted: { leases: [lease] } });
  await vi.waitFor(() => expect(endedIn()).toEqual([]), patience);
});

test('a worker that comes back attaches to its running task', async () => {
  const lease = newLease();
  const first = new FakeWorker(node.address);
  await startAndHear(lease, { steps: 60 }, 'step', first);
  first.die();
  await startAndHear(lease, { steps: 60 }, 'needUpload');
  expect(worker.of(lease.taskId)[0]?.accepted?.step).toBeGreaterThan(0);
  grant(lease);
  await vi.waitFor(() => expect(worker.facts(lease.taskId).at(-1)).toBe('done'), patience);
});

test('a worker that comes back to a finished picture is asked for its place, and to a stored one hears so', async () => {
  const lease = newLease();
  const first = new FakeWorker(node.address);
  await startAndHear(lease, {}, 'needUpload', first);
  first.die();
  const second = new FakeWorker(node.address);
  await startAndHear(lease, {}, 'needUpload', second);
  grant(lease, second);
  await vi.waitFor(() => expect(second.facts(lease.taskId)).toEqual(['accepted', 'needUpload', 'done']), patience);
  second.die();
  await startAndHear(lease, {}, 'done');
  expect(worker.facts(lease.taskId)).toEqual(['done']);
});

test('a task nobody comes back to ends after the grace', async () => {
  const lease = newLease();
  const first = new FakeWorker(node.address);
  await startAndHear(lease, { steps: 1 }, 'needUpload', first);
  first.die();
  await vi.waitFor(() => {
    const ended = scheduler.reports.at(-1)?.ended.find(({ lease: each }) => each?.taskId === lease.taskId);
    expect(ended?.reason).toBe('REASON_LEASE_LOST');
  }, patience);
});

describe('leases', () => {
  test('a newer one supersedes, an older one is refused', async () => {
    const old = newLease();
    const other = new FakeWorker(node.address);
    await startAndHear(old, long, 'step', other);
    const newer = newLease({ taskId: old.taskId });
    await startAndHear(newer, { steps: 2 }, 'needUpload');
    await vi.waitFor(
      () => expect(other.facts(old.taskId)).toEqual(['accepted', 'failed REASON_LEASE_SUPERSEDED']),
      patience,
    );
    other.start(old, content());
    await vi.waitFor(() => expect(other.facts(old.taskId)).toHaveLength(3), patience);
    expect(other.facts(old.taskId)[2]).toBe('failed REASON_LEASE_SUPERSEDED');
    grant(newer);
    await vi.waitFor(() => expect(worker.facts(newer.taskId)).toEqual(['accepted', 'needUpload', 'done']), patience);
    other.die();
  });

  test.each([
    ['of an epoch the node has seen the end of', { epoch: 6 }, 'REASON_STALE_EPOCH'],
    ['of another node', { nodeId: 'node-2' }, 'REASON_LEASE_LOST'],
  ])('one %s is refused', async (_, changes, reason) => {
    const lease = newLease(changes);
    await startAndHear(lease, {}, 'failed');
    expect(worker.facts(lease.taskId)).toEqual([`failed ${reason}`]);
  });

  test('one that runs is attached to also after a newer leader has come', async () => {
    const running = newLease();
    const first = new FakeWorker(node.address);
    await startAndHear(running, { steps: 60 }, 'step', first);
    scheduler.say({ welcome: { epoch: epoch + 1 } });
    await vi.waitFor(() => expect(scheduler.reports.at(-1)?.epochSeen).toBe(epoch + 1), patience);
    epoch += 1;
    first.die();
    await startAndHear(running, { steps: 60 }, 'needUpload');
    expect(worker.of(running.taskId)[0]?.accepted?.step).toBeGreaterThan(0);
    grant(running);
    await vi.waitFor(() => expect(worker.facts(running.taskId).at(-1)).toBe('done'), patience);
  });

  test('a cancel of an older lease does not touch the newer one', async () => {
    const old = newLease();
    const newer = newLease({ taskId: old.taskId });
    await startAndHear(newer, { steps: 30 }, 'step');
    cancel(old);
    await vi.waitFor(() => expect(worker.facts(newer.taskId)).toEqual(['accepted', 'needUpload']), patience);
    cancel(newer);
    await vi.waitFor(() => expect(worker.facts(newer.taskId).at(-1)).toBe('failed REASON_CANCELED'), patience);
  });
});

test.each([
  [{ model: 'nowhere' }, 'REASON_UNKNOWN_MODEL'],
  [{ model: 'torn' }, 'REASON_MODEL_UNAVAILABLE'],
  [{ width: 100 }, 'REASON_UNSUPPORTED_SIZE'],
  [{ sampler: 'NoScheduler' }, 'REASON_INVALID_FIELD'],
])('%o is refused, and the scheduler hears of it', async (changes, reason) => {
  const lease = newLease();
  await startAndHear(lease, changes, 'failed');
  expect(worker.facts(lease.taskId)).toEqual([`failed ${reason}`]);
  await vi.waitFor(() => {
    const ended = scheduler.reports.at(-1)?.ended.find(({ lease: each }) => each?.taskId === lease.taskId);
    expect(ended?.reason).toBe(reason);
  }, patience);
});

test('a model that paints NaN fails its own task and no other', async () => {
  const [bad, good] = [newLease(), newLease()];
  worker.start(bad, content({ model: 'overflowing' }));
  await startAndHear(good, {}, 'needUpload');
  await vi.waitFor(() => expect(worker.facts(bad.taskId)).toEqual(['accepted', 'failed REASON_BAD_OUTPUT']), patience);
  cancel(good);
});

test('a full node refuses, and takes the task once there is room', async () => {
  const running = Array.from({ length: 5 }, () => newLease());
  await vi.waitFor(() => expect(scheduler.reports.at(-1)?.running).toEqual([]), patience);
  await Promise.all(running.map((lease) => startAndHear(lease, long, 'accepted')));
  const refused = newLease();
  await startAndHear(refused, {}, 'failed');
  expect(worker.facts(refused.taskId)).toEqual(['failed REASON_NODE_FULL']);
  for (const lease of running) cancel(lease);
  await vi.waitFor(() => expect(scheduler.reports.at(-1)?.running).toEqual([]), patience);
  await startAndHear(newLease({ taskId: refused.taskId }), { steps: 1 }, 'needUpload');
});

test('an upload that is refused fails the task', async () => {
  const lease = newLease();
  await startAndHear(lease, { steps: 1 }, 'needUpload');
  worker.send({ taskId: lease.taskId, upload: { url: `http://${node.opsAddress}/nowhere`, headers: {} } });
  await vi.waitFor(() => expect(worker.facts(lease.taskId).at(-1)).toBe('failed REASON_UPLOAD_FAILED'), patience);
});

test('says what it is, is ready, and counts', async () => {
  const client = createClient(Node, node.address);
  const info = await callUnary(client, Node.service.Info, {}, { deadlineMs: 10_000 });
  client.close();
  expect(info).toMatchObject({ nodeId: 'node-1', pool: 'cpu', provider: 'cpu', batchCap: 4 });
  expect(info.models.map(({ model, stage }) => [model, stage])).toEqual([
    ['quartet-icons', 'STAGE_PAINT'],
    ['overflowing', 'STAGE_PAINT'],
  ]);
  // As many as pay, which is measured: no more than the node allows.
  for (const { batchCap } of info.models) expect([1, 2, 4]).toContain(batchCap);
  expect(info.models[0]?.stepTimes.map(({ batch }) => batch)).toEqual(expect.arrayContaining([1, 2, 4]));
  expect((await fetch(`http://${node.opsAddress}/readyz`)).status).toBe(200);
  const text = await metrics();
  expect(text).toMatch(/quartet_node_tasks_ended_total{model="quartet-icons",reason="none",part="gpu-node"} [1-9]/);
  expect(text).toMatch(/quartet_node_models_resident{part="gpu-node"} 2/);
  expect(text).not.toMatch(/penguin|task-\d/);
});
