import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lease, SourcePicture, TaskContentInput } from '@quartet/protos/generated/index.ts';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { loadSettings } from '../settings.ts';
import { SourceShelf } from '../stages/testing.ts';
import { shippedMatter, shippedModel, shippedUpscaler } from '../store/shipped-model.ts';
import { type RunningNode, startNode } from './node.ts';
import { FakeScheduler, FakeStore, FakeWorker } from './testing.ts';

const patience = { timeout: 50_000, interval: 20 };
const scheduler = new FakeScheduler();
const store = new FakeStore();
const shelf = new SourceShelf();
const foxFile = readFileSync(join(import.meta.dirname, '../stages/fixtures/fox.png'));
let models: string;
let node: RunningNode;
let worker: FakeWorker;
let leases = 0;
let fox: SourcePicture;

/** A model of the store under another id: the manifest itself is not sealed. */
function addModel(folder: string, from: string, change: (manifest: string) => string): void {
  cpSync(from, join(models, folder), { recursive: true });
  const manifest = join(models, folder, 'quartet.json');
  writeFileSync(manifest, change(readFileSync(manifest, 'utf8')));
}

/** What models take of the memory is estimated from their manifests: here 314 MB that which paints, 152 MB each that enlarges. */
beforeAll(async () => {
  models = mkdtempSync(join(tmpdir(), 'quartet-models-'));
  addModel('a', shippedModel, (manifest) => manifest.replace('"quartet-icons"', '"icons"'));
  for (const id of ['up-1', 'up-2']) {
    addModel(id, shippedUpscaler, (manifest) => manifest.replace('"quartet-upscale"', `"${id}"`));
  }
  addModel('corrupt', shippedUpscaler, (manifest) => manifest.replace('"quartet-upscale"', '"corrupt"'));
  writeFileSync(join(models, 'corrupt/model.onnx'), 'not what it was');
  addModel('large', shippedMatter, (manifest) =>
    manifest.replace('"quartet-matte"', '"large"').replace(/"input_side": \d+/, '"input_side": 2048'),
  );
  await Promise.all([store.start(), shelf.open()]);
  fox = await shelf.put(foxFile);
  node = await startNode(
    loadSettings({
      QUARTET_LOG_LEVEL: 'error',
      QUARTET_NODE_ID: 'node-1',
      QUARTET_NODE_BATCH_CAP: '2',
      QUARTET_NODE_MEMORY_MB: '480',
      QUARTET_SCHEDULER_ADDRESS: await scheduler.start(1),
      QUARTET_MODELS_DIR: models,
    }),
  );
  worker = new FakeWorker(node.address);
  // Before that nobody hears what the scheduler says.
  await scheduler.joined(1);
}, patience.timeout);
afterAll(async () => {
  worker.die();
  await node.stop();
  await scheduler.stop();
  store.stop();
  shelf.close();
  rmSync(models, { recursive: true });
});

function newLease(): Lease {
  leases += 1;
  return { taskId: `task-${leases}`, epoch: 1, number: leases, nodeId: 'node-1', nodeAddress: node.address };
}

function start(content: TaskContentInput): Lease {
  const lease = newLease();
  worker.start(lease, content);
  return lease;
}

const paint = (steps: number): TaskContentInput => ({
  model: 'icons',
  width: 256,
  height: 256,
  paint: { prompt: 'a red fox', negativePrompt: '', seed: 7, steps, guidance: 2.5, sampler: 'DDIMScheduler' },
});
const enlarge = (model: string): TaskContentInput => ({ model, width: 512, height: 512, upscale: { source: fox } });
const cancel = (lease: Lease): void => scheduler.say({ cancel: { lease, reason: 'REASON_CANCELED' } });

/** Models in memory, as the last report says. */
const resident = () => (scheduler.reports.at(-1)?.models ?? []).map(({ model }) => model).toSorted();
/** The others, and where they stand. */
const others = () =>
  Object.fromEntries(
    (scheduler.reports.at(-1)?.stored ?? []).map(({ model, state, reason }) => [
      model,
      [state.replace('STORED_MODEL_STATE_', ''), reason.replace('REASON_', '')].join(' '),
    ]),
  );
const untilResident = (...ids: string[]) => vi.waitFor(() => expect(resident()).toEqual(ids), patience);
/** Has just these models in memory, none of them pinned. */
async function have(...ids: readonly string[]): Promise<void> {
  for (const model of ['icons', 'up-1', 'up-2']) if (!ids.includes(model)) scheduler.say({ evict: { model } });
  for (const model of ids) scheduler.say({ load: { model, pinned: false } });
  await untilResident(...ids);
}
const untilSaid = (lease: Lease, word: string) =>
  vi.waitFor(() => expect(worker.facts(lease.taskId)).toContain(word), patience);

test('at the start what fits is loaded; what is larger than the budget or corrupt is unavailable, and nothing else', async () => {
  await untilResident('icons', 'up-1');
  await vi.waitFor(() => expect(others()['corrupt']).toBe('UNAVAILABLE MODEL_UNAVAILABLE'), patience);
  expect(others()).toEqual({
    corrupt: 'UNAVAILABLE MODEL_UNAVAILABLE',
    large: 'UNAVAILABLE OUT_OF_MEMORY',
    'up-2': 'LOADABLE UNSPECIFIED',
  });
  const { memory } = scheduler.reports.at(-1) ?? {};
  expect(memory?.budgetBytes).toBe(480_000_000);
  expect((memory?.weightsBytes ?? 0) + (memory?.activationsBytes ?? 0)).toBeLessThan(480_000_000);
  expect(memory?.weightsBytes).toBeGreaterThan(30_000_000);
  const tasks = ['corrupt', 'large', 'nobody-knows'].map((model) => start(enlarge(model)));
  await vi.waitFor(
    () =>
      expect(tasks.map(({ taskId }) => worker.facts(taskId))).toEqual([
        ['failed REASON_MODEL_UNAVAILABLE'],
        ['failed REASON_OUT_OF_MEMORY'],
        ['failed REASON_UNKNOWN_MODEL'],
      ]),
    patience,
  );
});

test('a task has its model loaded, for which the least recently used leaves, and painting goes on meanwhile', async () => {
  await have('icons', 'up-1');
  const painting = start(paint(100));
  await untilSaid(painting, 'accepted');
  const sentAt = worker.heard.length;
  const waiting = start(enlarge('up-2'));
  await untilSaid(waiting, 'accepted');
  const meanwhile = worker.heard.slice(
    sentAt,
    worker.heard.findIndex(({ taskId, accepted }) => taskId === waiting.taskId && accepted),
  );
  expect(meanwhile.filter(({ taskId, step }) => taskId === painting.taskId && step).length).toBeGreaterThan(4);
  await untilSaid(waiting, 'needUpload');
  await untilResident('icons', 'up-2');
  expect(others()['up-1']).toBe('LOADABLE UNSPECIFIED');
  for (const lease of [painting, waiting]) {
    cancel(lease);
    await untilSaid(lease, 'failed REASON_CANCELED');
  }
});

test('a task that is canceled while its model is loaded ends at once', async () => {
  await have('icons');
  const lease = start(enlarge('up-1'));
  await vi.waitFor(() => expect(others()['up-1']).toBe('LOADING UNSPECIFIED'), patience);
  cancel(lease);
  await untilSaid(lease, 'failed REASON_CANCELED');
  expect(worker.facts(lease.taskId)).toEqual(['failed REASON_CANCELED']);
});

test('a source is fetched while the model is loaded: its link does not last that long', async () => {
  await have('icons');
  let answered = 0;
  shelf.answer = (response) => {
    answered += 1;
    if (answered === 1) response.end(foxFile);
    else response.writeHead(403).end();
  };
  const lease = start(enlarge('up-2'));
  await vi.waitFor(() => expect(answered).toBe(1), patience);
  expect(worker.facts(lease.taskId)).toEqual([]);
  await untilSaid(lease, 'needUpload');
  expect(answered).toBe(1);
  shelf.answer = undefined;
  cancel(lease);
  await untilSaid(lease, 'failed REASON_CANCELED');
});

test('models are loaded and let go by command; a pinned one stays though it was used longest ago', async () => {
  await have('icons');
  scheduler.say({ load: { model: 'up-2', pinned: true } });
  await untilResident('icons', 'up-2');
  const painting = start(paint(1));
  await untilSaid(painting, 'needUpload');
  const enlarging = start(enlarge('up-1'));
  await untilSaid(enlarging, 'needUpload');
  await untilResident('up-1', 'up-2');
  expect(others()['icons']).toBe('LOADABLE UNSPECIFIED');
  scheduler.say({ evict: { model: 'up-2' } });
  await untilResident('up-1');
  for (const lease of [painting, enlarging]) cancel(lease);
});

test('a model that comes into the store while the node runs can be loaded; one that goes is let go, and can come back', async () => {
  await have('up-1');
  addModel('new', shippedUpscaler, (manifest) => manifest.replace('"quartet-upscale"', '"new"'));
  scheduler.say({ load: { model: 'new', pinned: false } });
  await untilResident('new', 'up-1');
  const [inside, outside] = [join(models, 'new'), `${models}-outside`];
  const gone = async (): Promise<void> => {
    scheduler.say({ load: { model: 'nobody-knows', pinned: false } });
    await untilResident('up-1');
    await vi.waitFor(() => expect(others()).not.toHaveProperty('new'), patience);
  };
  renameSync(inside, outside);
  await gone();
  renameSync(outside, inside);
  scheduler.say({ load: { model: 'new', pinned: false } });
  await untilResident('new', 'up-1');
  rmSync(inside, { recursive: true });
  await gone();
});

test('a model in memory stays there while its folder cannot be read', async () => {
  await have('up-1');
  const manifest = join(models, 'up-1/quartet.json');
  const sound = readFileSync(manifest);
  writeFileSync(manifest, '{');
  addModel('seen', shippedUpscaler, (text) => text.replace('"quartet-upscale"', '"seen"'));
  scheduler.say({ load: { model: 'seen', pinned: false } });
  await untilResident('seen', 'up-1');
  writeFileSync(manifest, sound);
  rmSync(join(models, 'seen'), { recursive: true });
  scheduler.say({ load: { model: 'nobody-knows', pinned: false } });
  await untilResident('up-1');
});

test('a node that is stopped while it loads breaks the load off', async () => {
  const other = await startNode(
    loadSettings({ QUARTET_LOG_LEVEL: 'error', QUARTET_SCHEDULER_ADDRESS: '127.0.0.1:1', QUARTET_MODELS_DIR: models }),
  );
  await other.stop();
});

test('memory comes back: loading a model again and again takes no more than the first times', async () => {
  const sizes: number[] = [];
  for (let turn = 0; turn < 8; turn += 1) {
    await have();
    await vi.waitFor(() => expect(scheduler.reports.at(-1)?.memory?.weightsBytes).toBe(0), patience);
    await have('up-1');
    sizes.push(process.memoryUsage.rss());
  }
  const growth = Math.max(...sizes.slice(4)) - Math.max(...sizes.slice(0, 4));
  // A model and its threads take 90 MB: were they kept, four more would be 360.
  expect(growth).toBeLessThan(150_000_000);
});
