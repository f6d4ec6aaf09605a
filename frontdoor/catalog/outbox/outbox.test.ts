import type { Image, Viewer } from '@quartet/protos/generated/index.ts';
import { objectKey } from '@quartet/protos/objects.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { cancelGeneration } from '../actions/cancel-generation.ts';
import { recordResult } from '../actions/record-result.ts';
import { recordStart } from '../actions/record-start.ts';
import { reconcile } from '../reconcile.ts';
import { sweep } from '../sweep.ts';
import { type Bench, leaseOf, resultOf, silent, startBench } from '../testing/bench.ts';
import { type TestPostgres, startPostgres } from '../testing/postgres.ts';
import type { Announcer, Publication } from './announcer.ts';
import { publishFacts } from './publish-facts.ts';
import { runWorkflows } from './run-workflows.ts';
import type { WorkflowInput, Workflows } from './workflows.ts';

let postgres: TestPostgres;
let bench: Bench;
let owner: Viewer;
let published: Publication[];
let started: (WorkflowInput & { type: string })[];
let canceled: string[];
let away: Set<'redis' | 'temporal'>;
let running: Set<string>;

const gone = (part: string) => Promise.reject(new Error(`${part} is away`));
const announcer: Announcer = {
  publish: (publications) => {
    if (away.has('redis')) return gone('redis');
    published.push(...publications);
    return Promise.resolve();
  },
  close: () => undefined,
};
const workflows: Workflows = {
  start: (type, input) => {
    if (away.has('temporal')) return gone('temporal');
    started.push({ type, ...input });
    running.add(input.generationId);
    return Promise.resolve();
  },
  cancel: (id) => {
    if (away.has('temporal')) return gone('temporal');
    canceled.push(id);
    return Promise.resolve();
  },
  isRunning: (id) => (away.has('temporal') ? gone('temporal') : Promise.resolve(running.has(id))),
  close: () => Promise.resolve(),
};

beforeAll(async () => {
  postgres = await startPostgres();
});
beforeEach(async () => {
  await bench?.close();
  bench = await startBench(postgres);
  owner = await bench.user('owner');
  published = [];
  started = [];
  canceled = [];
  away = new Set();
  running = new Set();
});
afterAll(async () => {
  await bench?.close();
  await postgres?.stop();
});

const publish = () => publishFacts(bench.context.db, announcer, bench.context.metrics);
const dispatch = () => runWorkflows(bench.context.db, workflows, bench.context.metrics, silent);
const later = (ms: number): Date => new Date(Date.now() + ms);
const sweepAt = (ms: number) => sweep({ ...bench.context, deletedGraceMs: 86_400_000 }, later(ms));
const waiting = async (): Promise<string[]> =>
  (await bench.context.db.selectFrom('outbox').select('kind').execute()).map((row) => row.kind);
/** What waits for its next try may be tried now. */
const makeDue = () =>
  bench.context.db
    .updateTable('outbox')
    .set({ due_at: new Date(0) })
    .execute();

test('an accepted generation starts its workflow once, with ids only', async () => {
  const { id, images } = await bench.generation(owner, { count: 2 });
  await Promise.all([dispatch(), dispatch(), dispatch()]);
  const imageIds = images.map((image) => image.id);
  expect(started).toEqual([{ type: 'generate', generationId: id, imageIds, requestId: 'req-1' }]);
});

test('what makes an image from another starts the workflow of its action', async () => {
  const { image } = await bench.picture(owner);
  for (const [action, type] of [
    ['ACTION_UPSCALE', 'upscale'],
    ['ACTION_REMOVE_BACKGROUND', 'background'],
  ] as const) {
    const { id, generationId } = await bench.child(owner, image.id, action);
    await dispatch();
    expect(started.at(-1)).toEqual({ type, generationId, imageIds: [id], requestId: 'req-1' });
  }
});

test('facts are published in order, by one publisher at a time, each once', async () => {
  const { id, images } = await bench.generation(owner, { count: 8 });
  await Promise.all([
    ...images.map(async (image) => {
      await recordStart(bench.context, leaseOf(image));
      await recordResult(bench.context, leaseOf(image), resultOf(leaseOf(image)));
    }),
    ...Array.from({ length: 20 }, publish),
  ]);
  while ((await waiting()).includes('publish_fact')) await publish();
  const numbers = published.map((each) => ('fact' in each && each.fact.generationId === id ? each.fact.number : 0));
  expect(numbers).toEqual(Array.from({ length: 26 }, (_, index) => index + 1));
});

test('Redis away delays facts, loses none and holds up no workflow', async () => {
  away.add('redis');
  await bench.generation(owner, { count: 1 });
  await expect(publish()).rejects.toThrow('redis is away');
  await dispatch();
  expect(started).toHaveLength(1);
  away.clear();
  await publish();
  expect(published).toHaveLength(2);
  expect(await waiting()).toEqual([]);
});

test('Temporal away delays starts, keeps their order before cancels and holds up no fact', async () => {
  away.add('temporal');
  const { id } = await bench.generation(owner, { count: 1 });
  const other = await bench.generation(owner, { count: 1 });
  await dispatch();
  await publish();
  expect(published).toHaveLength(4);
  expect(await waiting()).toEqual(['start_workflow', 'start_workflow']);
  await cancelGeneration(bench.context, owner, id);
  away.clear();
  await makeDue();
  await dispatch();
  // What was cancelled meanwhile has no open image, and starts no workflow.
  expect(started.map((input) => input.generationId)).toEqual([other.id]);
  expect(canceled).toEqual([id]);
});

test('a generation that stands still is started again unless its workflow runs or is about to', async () => {
  const look = (ms: number) => reconcile(bench.context.db, workflows, bench.context.metrics, silent, later(ms));
  const { id, images } = await bench.generation(owner, { count: 2 });
  await look(20_000);
  expect(await waiting()).toContain('start_workflow');
  await dispatch();
  await look(20_000);
  expect(started).toHaveLength(1);

  running.clear();
  await recordResult(bench.context, leaseOf(images[0] as Image), resultOf(leaseOf(images[0] as Image)));
  await look(1_000);
  await dispatch();
  expect(started).toHaveLength(1);
  await look(40_000);
  await dispatch();
  expect(started.at(-1)).toMatchObject({ generationId: id, imageIds: [images[1]?.id], requestId: 'req-1' });

  running.clear();
  away.add('temporal');
  await expect(look(60_000)).rejects.toThrow('temporal is away');
  away.clear();
  await look(80_000);
  await dispatch();
  expect(started).toHaveLength(3);
});

test('the sweeper takes what losing leases have stored, and keeps the picture that was recorded', async () => {
  const { images } = await bench.generation(owner, { count: 1 });
  const [image] = images as [Image];
  const filesOf = (number: number): string[] =>
    (['FILE_KIND_ORIGINAL', 'FILE_KIND_THUMBNAIL'] as const).map((kind) => objectKey(leaseOf(image, number), kind));
  for (const key of [...filesOf(1), ...filesOf(2)]) bench.stored.set(key, key.endsWith('.thumbnail') ? 100 : 1_000);
  await recordResult(bench.context, leaseOf(image, 2), resultOf(leaseOf(image, 2)));
  await sweepAt(10);
  expect(bench.stored.size).toBe(4);
  await sweepAt(3_700_000);
  expect([...bench.stored.keys()].toSorted()).toEqual(filesOf(2).toSorted());
  bench.stored.clear();
});

test('the sweeper takes what is past its time and nothing that is open', async () => {
  const open = await bench.generation(owner, { count: 1 });
  const ended = await bench.generation(owner, { count: 1 });
  await cancelGeneration(bench.context, owner, ended.id);
  await sweepAt(3_700_000);
  const facts = await bench.context.db.selectFrom('facts').select('generation_id').distinct().execute();
  expect(facts).toEqual([{ generation_id: open.id }]);
  expect((await waiting()).toSorted()).toEqual([
    'cancel_workflow',
    'publish_fact',
    'publish_fact',
    'start_workflow',
    'start_workflow',
  ]);
});
