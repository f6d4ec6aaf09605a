import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lease, SourcePicture, TaskContentInput } from '@quartet/protos/generated/index.ts';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { loadSettings } from '../settings.ts';
import { SourceShelf } from '../stages/testing.ts';
import { sealModel } from '../store/seal-model.ts';
import { shippedMatter, shippedModel, shippedUpscaler } from '../store/shipped-model.ts';
import { type RunningNode, startNode } from './node.ts';
import { FakeScheduler, FakeStore, FakeWorker } from './testing.ts';

const patience = { timeout: 50_000, interval: 20 };
const scheduler = new FakeScheduler();
const store = new FakeStore();
const shelf = new SourceShelf();
let models: string;
let storeUrl: string;
let node: RunningNode;
let worker: FakeWorker;
let leases = 0;
/** A painted picture, 256 by 256 pixels: nine tiles. */
let fox: SourcePicture;
/** A part of it: four tiles. */
let part: SourcePicture;

beforeAll(async () => {
  models = mkdtempSync(join(tmpdir(), 'quartet-models-'));
  symlinkSync(shippedModel, join(models, 'default'));
  symlinkSync(shippedMatter, join(models, 'matte'));
  symlinkSync(shippedUpscaler, join(models, 'upscale'));
  // Takes pictures and gives mattes, so it does not enlarge: its folder is whole, and its graph is not what it says.
  cpSync(shippedUpscaler, join(models, 'wrong'), { recursive: true });
  cpSync(join(shippedMatter, 'model.onnx'), join(models, 'wrong/model.onnx'));
  const manifest = join(models, 'wrong/quartet.json');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"quartet-upscale"', '"wrong"'));
  sealModel(join(models, 'wrong'));
  [storeUrl] = await Promise.all([store.start(), shelf.open()]);
  const picture = readFileSync(join(import.meta.dirname, '../stages/fixtures/fox.png'));
  fox = await shelf.put(picture);
  part = await shelf.put(await sharp(picture).extract({ left: 30, top: 40, width: 200, height: 200 }).png().toBuffer());
  node = await startNode(
    loadSettings({
      QUARTET_LOG_LEVEL: 'error',
      QUARTET_NODE_ID: 'node-1',
      QUARTET_NODE_BATCH_CAP: '4',
      QUARTET_SCHEDULER_ADDRESS: await scheduler.start(1),
      QUARTET_MODELS_DIR: models,
    }),
  );
  worker = new FakeWorker(node.address);
  await vi.waitFor(() => {
    if (scheduler.reports.at(-1)?.epochSeen !== 1) throw new Error('the node has not joined');
  }, patience);
});
afterEach(() => {
  shelf.answer = undefined;
});
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

const enlarge = (source: SourcePicture, changes: Partial<TaskContentInput> = {}): TaskContentInput => ({
  model: 'quartet-upscale',
  width: 2 * source.width,
  height: 2 * source.height,
  upscale: { source },
  ...changes,
});
const cutOut = (source: SourcePicture, changes: Partial<TaskContentInput> = {}): TaskContentInput => ({
  model: 'quartet-matte',
  width: source.width,
  height: source.height,
  matte: { source },
  ...changes,
});
const paint = (steps: number): TaskContentInput => ({
  model: 'quartet-icons',
  width: 256,
  height: 256,
  paint: { prompt: 'a pig', negativePrompt: '', seed: 1, steps, guidance: 2.5, sampler: 'DDIMScheduler' },
});

const steps = (lease: Lease): number => worker.of(lease.taskId).findLast(({ step }) => step)?.step?.step ?? 0;
const cancel = (lease: Lease): void => scheduler.say({ cancel: { lease, reason: 'REASON_CANCELED' } });

async function start(content: TaskContentInput, word: string): Promise<Lease> {
  const lease = newLease();
  worker.start(lease, content);
  await vi.waitFor(() => expect(worker.of(lease.taskId).map(({ event }) => event)).toContain(word), patience);
  return lease;
}

/** Has a task done and gives what was stored. */
async function make(content: TaskContentInput): Promise<{ readonly lease: Lease; readonly body: Buffer }> {
  const lease = await start(content, 'needUpload');
  const { taskId } = lease;
  worker.send({ taskId, upload: { url: `${storeUrl}/${taskId}`, headers: { 'content-type': 'image/png' } } });
  await vi.waitFor(() => expect(worker.facts(taskId)).toEqual(['accepted', 'needUpload', 'done']), patience);
  const body = store.objects.get(`/${taskId}`)?.body ?? Buffer.alloc(0);
  expect(worker.of(taskId).at(-1)?.done).toMatchObject({
    width: content.width,
    height: content.height,
    sizeBytes: body.length,
    sha256: createHash('sha256').update(body).digest('hex'),
  });
  return { lease, body };
}

test('reports say what each model does and how many of it go into a call', async () => {
  const described = await vi.waitFor(() => {
    const { models = [] } = scheduler.reports.at(-1) ?? {};
    expect(models).toHaveLength(3);
    return models;
  }, patience);
  expect(described.map(({ model, stage }) => [model, stage])).toEqual([
    ['quartet-icons', 'STAGE_PAINT'],
    ['quartet-matte', 'STAGE_MATTE'],
    ['quartet-upscale', 'STAGE_UPSCALE'],
  ]);
  for (const { stepTimes, batchCap } of described) {
    expect(stepTimes.map(({ batch }) => batch)).toEqual(expect.arrayContaining([1, 2]));
    // As many as pay, or twice the most that was measured where that pays.
    expect([1, 2, 4]).toContain(batchCap);
  }
});

test('a picture is enlarged tile by tile, shown, uploaded and done', async () => {
  const { lease, body } = await make(enlarge(fox));
  const heard = worker.of(lease.taskId);
  expect(heard[0]?.accepted).toEqual({ step: 0, steps: 9 });
  expect(steps(lease)).toBe(9);
  const shown = heard.flatMap(({ preview }) => (preview ? [preview] : []));
  expect(shown.map(({ step }) => step)).toEqual(expect.arrayContaining([1, 3, 5, 7]));
  expect(await sharp(shown[0]?.data).metadata()).toMatchObject({ format: 'webp', width: 256, height: 256 });
  expect(await sharp(body).metadata()).toMatchObject({ format: 'png', width: 512, height: 512, channels: 3 });
  expect(heard.at(-1)?.done?.gpuMs).toBeGreaterThan(0);
});

test('a subject is cut out in one step, uploaded and done', async () => {
  const { lease, body } = await make(cutOut(fox));
  expect(worker.of(lease.taskId)[0]?.accepted).toEqual({ step: 0, steps: 1 });
  expect(await sharp(body).metadata()).toMatchObject({ format: 'png', width: 256, height: 256, channels: 4 });
});

test('pictures of all stages are made side by side, and none changes another', async () => {
  const [enlarged, cut] = [await make(enlarge(part)), await make(cutOut(part))];
  const painting = await start(paint(100), 'step');
  const together = await Promise.all([enlarge(part), cutOut(part), enlarge(part)].map(make));
  expect(together.map(({ body }) => body.equals(enlarged.body))).toEqual([true, false, true]);
  expect(together.map(({ body }) => body.equals(cut.body))).toEqual([false, true, false]);
  // The painting went on between their tiles.
  expect(steps(painting)).toBeGreaterThan(9);
  cancel(painting);
});

test('a cancel between two tiles ends the task, a cancel while the source is fetched too', async () => {
  const enlarging = await start(enlarge(fox), 'step');
  cancel(enlarging);
  await vi.waitFor(() => expect(worker.facts(enlarging.taskId).at(-1)).toBe('failed REASON_CANCELED'), patience);
  expect(steps(enlarging)).toBeLessThan(9);
  let gone = false;
  shelf.answer = (response) => response.once('close', () => (gone = true));
  const waiting = await start(cutOut(fox), 'accepted');
  cancel(waiting);
  await vi.waitFor(
    () => expect(worker.facts(waiting.taskId)).toEqual(['accepted', 'failed REASON_CANCELED']),
    patience,
  );
  await vi.waitFor(() => expect(gone).toBe(true), patience);
  await vi.waitFor(() => expect(scheduler.reports.at(-1)?.running).toEqual([]), patience);
});

const none: SourcePicture = { url: 'http://127.0.0.1:1/', sizeBytes: 1, sha256: '', width: 64, height: 64 };

test.each<[string, () => TaskContentInput, string]>([
  ['painting by a model that enlarges', () => ({ ...paint(4), model: 'quartet-upscale' }), 'REASON_INVALID_FIELD'],
  ['enlarging by a model that paints', () => enlarge(none, { model: 'quartet-icons' }), 'REASON_INVALID_FIELD'],
  ['cutting out by a model that enlarges', () => cutOut(none, { model: 'quartet-upscale' }), 'REASON_INVALID_FIELD'],
  ['no work at all', () => ({ model: 'quartet-matte', width: 64, height: 64 }), 'REASON_INVALID_FIELD'],
  ['a size that is not twice the source', () => enlarge(none, { width: 64 }), 'REASON_INVALID_FIELD'],
  ['too large a result', () => enlarge({ ...none, width: 3_000 }), 'REASON_UNSUPPORTED_SIZE'],
  ['over forty megapixels', () => cutOut({ ...none, width: 8_000, height: 5_001 }), 'REASON_UNSUPPORTED_SIZE'],
  ['a model whose graph is not what it says', () => enlarge(none, { model: 'wrong' }), 'REASON_MODEL_UNAVAILABLE'],
])('%s is refused before it starts', async (_, content, reason) => {
  const lease = await start(content(), 'failed');
  expect(worker.facts(lease.taskId)).toEqual([`failed ${reason}`]);
});

test.each<[string, () => TaskContentInput, string]>([
  ['is gone', () => enlarge({ ...fox, url: new URL('/nothing', fox.url).href }), 'REASON_SOURCE_GONE'],
  ['is another one', () => cutOut({ ...fox, sha256: '0'.repeat(64) }), 'REASON_DIGEST_MISMATCH'],
  ['has another size', () => cutOut({ ...fox, width: 128 }), 'REASON_INVALID_FIELD'],
])('a task whose source %s fails', async (_, content, reason) => {
  const lease = await start(content(), 'failed');
  expect(worker.facts(lease.taskId)).toEqual(['accepted', `failed ${reason}`]);
});

test('counts the work of all stages', async () => {
  const text = await (await fetch(`http://${node.opsAddress}/metrics`)).text();
  for (const model of ['quartet-matte', 'quartet-upscale']) {
    expect(text).toMatch(new RegExp(`quartet_node_tasks_ended_total{model="${model}",reason="none",[^}]*} [1-9]`));
    expect(text).toMatch(new RegExp(`quartet_node_step_seconds_count{[^}]*model="${model}"[^}]*} [1-9]`));
  }
  expect(text).toMatch(/quartet_node_models_resident{part="gpu-node"} 3/);
});
