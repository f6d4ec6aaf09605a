import type { Fact, Image, Viewer } from '@quartet/protos/generated/index.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bench, leaseOf, reasonOf, requestOf, resultOf, startBench, stranger } from '../testing/bench.ts';
import { type TestPostgres, startPostgres } from '../testing/postgres.ts';
import { listFacts } from '../tables/facts.ts';
import { lockOwnGeneration, shownGeneration } from '../tables/generations.ts';
import { cancelGeneration } from './cancel-generation.ts';
import { createGeneration } from './create-generation.ts';
import { getTask } from './get-task.ts';
import { recordFailure } from './record-failure.ts';
import { recordResult } from './record-result.ts';
import { recordStart } from './record-start.ts';

let postgres: TestPostgres;
let bench: Bench;
let owner: Viewer;

beforeAll(async () => {
  postgres = await startPostgres();
  bench = await startBench(postgres);
  owner = await bench.user('owner');
}, 60_000);
afterAll(async () => {
  await bench?.close();
  await postgres?.stop();
});

const factsOf = (id: string): Promise<readonly Fact[]> => listFacts(bench.context.db, owner, id, 0);
const kinds = (facts: readonly Fact[]): string[] => facts.map((fact) => fact.kind.replace('FACT_KIND_', ''));
const start = (image: Image, number = 1) => recordStart(bench.context, leaseOf(image, number));
const finish = (image: Image, number = 1) =>
  recordResult(bench.context, leaseOf(image, number), resultOf(leaseOf(image, number)));

test('an accepted generation has its images, seeds and first facts', async () => {
  const { id, images } = await bench.generation(owner, { count: 3, seed: 2 ** 32 - 2 });
  expect(images.map((image) => [image.index, image.seed, image.status])).toEqual([
    [0, 2 ** 32 - 2, 'IMAGE_STATUS_QUEUED'],
    [1, 2 ** 32 - 1, 'IMAGE_STATUS_QUEUED'],
    [2, 0, 'IMAGE_STATUS_QUEUED'],
  ]);
  const facts = await factsOf(id);
  expect(kinds(facts)).toEqual(['GENERATION_QUEUED', 'IMAGE_QUEUED', 'IMAGE_QUEUED', 'IMAGE_QUEUED']);
  expect(facts.map((fact) => fact.number)).toEqual([1, 2, 3, 4]);
});

test('an image starts once, however often it is leased, and an older lease is refused', async () => {
  const { id, images } = await bench.generation(owner, { count: 1 });
  const [image] = images as [Image];
  expect(await start(image, 2)).toEqual({ factNumber: 3 });
  expect(await start(image, 2)).toEqual({ factNumber: 3 });
  expect(await start(image, 5)).toEqual({ factNumber: 3 });
  expect(await reasonOf(start(image, 4))).toBe('REASON_LEASE_SUPERSEDED');
  expect(kinds(await factsOf(id)).filter((kind) => kind === 'IMAGE_STARTED')).toHaveLength(1);
  expect((await shownGeneration(bench.context.db, owner, id)).status).toBe('GENERATION_STATUS_RUNNING');
});

test('the first valid result is kept, from an older lease too; its repeat is answered alike, others are refused', async () => {
  const { images } = await bench.generation(owner, { count: 1 });
  const [image] = images as [Image];
  await start(image, 1);
  await start(image, 2);
  const first = await finish(image, 1);
  expect(await finish(image, 1)).toEqual(first);
  expect(await reasonOf(finish(image, 2))).toBe('REASON_ALREADY_ENDED');
  expect(await reasonOf(start(image, 3))).toBe('REASON_ALREADY_ENDED');
  expect(await reasonOf(recordFailure(bench.context, image.id, 'REASON_NODE_LOST'))).toBe('REASON_ALREADY_ENDED');
});

test('a result without its start skips no state', async () => {
  const { id, images } = await bench.generation(owner, { count: 1 });
  await finish(images[0] as Image);
  expect(kinds(await factsOf(id)).slice(2)).toEqual(['IMAGE_STARTED', 'IMAGE_COMPLETED', 'GENERATION_COMPLETED']);
});

test('a result whose files are not in the store is refused and changes nothing', async () => {
  const { id, images } = await bench.generation(owner, { count: 1 });
  bench.stored.set('another', 1);
  expect(await reasonOf(finish(images[0] as Image))).toBe('REASON_DIGEST_MISMATCH');
  bench.stored.clear();
  expect((await shownGeneration(bench.context.db, owner, id)).factCount).toBe(2);
});

test('of results that race one wins and one completed fact is written', async () => {
  const { id, images } = await bench.generation(owner, { count: 1 });
  const [image] = images as [Image];
  const outcomes = await Promise.all([1, 2, 3, 4, 5, 6].map((number) => reasonOf(finish(image, number))));
  expect(outcomes.filter((outcome) => outcome === 'no reason: undefined')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === 'REASON_ALREADY_ENDED')).toHaveLength(5);
  expect(kinds(await factsOf(id)).filter((kind) => kind === 'IMAGE_COMPLETED')).toHaveLength(1);
});

test('facts have no gaps and one end under parallel recorders', async () => {
  const { id, images } = await bench.generation(owner, { count: 8 });
  await Promise.all(
    images.map(async (image, index) => {
      await start(image);
      if (index % 2 === 0) await finish(image);
      else await recordFailure(bench.context, image.id, 'REASON_BAD_OUTPUT');
    }),
  );
  const facts = await factsOf(id);
  expect(facts.map((fact) => fact.number)).toEqual(Array.from({ length: 26 }, (_, index) => index + 1));
  expect(facts.at(-1)).toMatchObject({ kind: 'FACT_KIND_GENERATION_COMPLETED', status: 'succeeded' });
  expect(kinds(facts).filter((kind) => kind.startsWith('GENERATION_'))).toHaveLength(2);
});

test('a generation without a picture has failed, and says why for each image', async () => {
  const { id, images } = await bench.generation(owner, { count: 2 });
  for (const image of images) await recordFailure(bench.context, image.id, 'REASON_ATTEMPTS_EXHAUSTED');
  const again = await recordFailure(bench.context, (images[1] as Image).id, 'REASON_NODE_LOST');
  expect(again).toEqual({ factNumber: 6 });
  const generation = await shownGeneration(bench.context.db, owner, id);
  expect(generation.status).toBe('GENERATION_STATUS_FAILED');
  expect(generation.endedAtMs).toBeGreaterThan(0);
  expect(generation.images.map((image) => image.reason)).toEqual(Array(2).fill('REASON_ATTEMPTS_EXHAUSTED'));
  expect((await factsOf(id)).at(-1)).toMatchObject({ kind: 'FACT_KIND_GENERATION_COMPLETED', status: 'failed' });
});

test('cancelling ends what is open, keeps what is ready and is repeated without effect', async () => {
  const { id, images } = await bench.generation(owner, { count: 3 });
  await finish(images[0] as Image);
  const first = await cancelGeneration(bench.context, owner, id);
  expect(first.canceledImageIds).toEqual(images.slice(1).map((image) => image.id));
  expect(first.generation?.status).toBe('GENERATION_STATUS_SUCCEEDED');
  const again = await cancelGeneration(bench.context, owner, id);
  expect(again.canceledImageIds).toEqual([]);
  expect(again.generation).toEqual(first.generation);
  expect(await reasonOf(finish(images[1] as Image))).toBe('REASON_ALREADY_ENDED');
});

test('a generation canceled before its first picture ends as canceled', async () => {
  const { id } = await bench.generation(owner, { count: 2 });
  const { generation } = await cancelGeneration(bench.context, owner, id);
  expect(generation?.status).toBe('GENERATION_STATUS_CANCELED');
  expect(kinds(await factsOf(id)).slice(3)).toEqual(['IMAGE_CANCELED', 'IMAGE_CANCELED', 'GENERATION_CANCELED']);
});

test('work that was cancelled from outside ends its image as canceled', async () => {
  const { id, images } = await bench.generation(owner, { count: 1 });
  const [image] = images as [Image];
  const first = await recordFailure(bench.context, image.id, 'REASON_CANCELED');
  expect(await recordFailure(bench.context, image.id, 'REASON_CANCELED')).toEqual(first);
  expect((await shownGeneration(bench.context.db, owner, id)).status).toBe('GENERATION_STATUS_CANCELED');
});

test('only the owner cancels; to others a public one is as unknown as any', async () => {
  const { id } = await bench.generation(owner, { count: 1 });
  const admin = await bench.user('boss', 'pro', true);
  for (const viewer of [stranger, admin]) {
    expect(await reasonOf(cancelGeneration(bench.context, viewer, id))).toBe('REASON_NOT_FOUND');
  }
});

test('who may not cancel a generation does not wait for it', async () => {
  const { id } = await bench.generation(owner, { count: 1 });
  await bench.context.db.transaction().execute(async (tx) => {
    await lockOwnGeneration(tx, owner, id);
    expect(await reasonOf(cancelGeneration(bench.context, stranger, id))).toBe('REASON_NOT_FOUND');
  });
});

test('a task carries its content, and rights by the plan of today', async () => {
  const person = await bench.user('changing', 'free');
  const { images } = await bench.generation(person, { count: 1, negativePrompt: 'blur', guidance: 1 });
  const [image] = images as [Image];
  const before = await getTask(bench.context, image.id);
  expect(before.description).toMatchObject({
    plan: 'PLAN_FREE',
    weight: 4,
    paintingLimit: 4,
    images: 1,
    aim: 20,
    guided: false,
  });
  expect(before.description?.stage).toBe('STAGE_PAINT');
  expect(before.content).toEqual({
    model: 'test-model',
    width: 512,
    height: 512,
    paint: {
      prompt: 'a lighthouse in the fog',
      negativePrompt: 'blur',
      seed: 7,
      steps: 8,
      guidance: 1,
      sampler: 'DDIMScheduler',
    },
  });
  await bench.user('changing', 'team');
  expect((await getTask(bench.context, image.id)).description).toMatchObject({ plan: 'PLAN_TEAM', weight: 16 });
  await finish(image);
  expect(await getTask(bench.context, image.id)).toMatchObject({ status: 'IMAGE_STATUS_READY', content: null });
  expect(await reasonOf(getTask(bench.context, 'img_nonsense'))).toBe('REASON_NOT_FOUND');
});

test('what is refused leaves nothing behind', async () => {
  const free = await bench.user('small', 'free');
  await bench.generation(free, { count: 8 });
  const rows = (): Promise<unknown> =>
    Promise.all(
      (['generations', 'prompts', 'images', 'facts', 'outbox', 'idempotency'] as const).map((table) =>
        bench.context.db
          .selectFrom(table)
          .select((eb) => eb.fn.countAll().as('rows'))
          .execute(),
      ),
    );
  const before = await rows();
  const create = (options: object, key = 'k') =>
    reasonOf(createGeneration(bench.context, requestOf(free, options, key)));
  expect(await create({ count: 5 })).toBe('REASON_INFLIGHT_LIMIT');
  expect(await create({ count: 1, visibility: 'VISIBILITY_PRIVATE' })).toBe('REASON_PLAN_REQUIRED');
  expect(await create({ count: 9 })).toBe('REASON_INVALID_FIELD');
  expect(await reasonOf(createGeneration(bench.context, requestOf(stranger)))).toBe('REASON_UNAUTHENTICATED');
  expect(await rows()).toEqual(before);
  expect(await create({ count: 4 })).toBe('no reason: undefined');
});

test('parallel requests of one person do not pass the limit together', async () => {
  const free = await bench.user('eager', 'free');
  const outcomes = await Promise.all(
    Array.from({ length: 6 }, () => reasonOf(createGeneration(bench.context, requestOf(free, { count: 4 })))),
  );
  expect(outcomes.filter((outcome) => outcome === 'REASON_INFLIGHT_LIMIT')).toHaveLength(3);
});

test('of parallel requests with one key one makes a generation and all are answered with it', async () => {
  const person = await bench.user('repeating');
  const request = requestOf(person, {}, 'key-1');
  const answers = await Promise.all(Array.from({ length: 6 }, () => createGeneration(bench.context, request)));
  expect(new Set(answers.map((answer) => answer.generation?.id)).size).toBe(1);
  expect(answers.filter((answer) => !answer.repeatedRequest)).toHaveLength(1);
  const other = createGeneration(bench.context, requestOf(person, { seed: 8 }, 'key-1'));
  expect(await reasonOf(other)).toBe('REASON_IDEMPOTENCY_CONFLICT');
});

test('a repeat is answered though the limit is reached since', async () => {
  const free = await bench.user('full', 'free');
  const request = requestOf(free, { count: 8 }, 'key-2');
  const { generation } = await createGeneration(bench.context, request);
  expect(await createGeneration(bench.context, request)).toMatchObject({
    repeatedRequest: true,
    generation: { id: generation?.id },
  });
});

test('what is read of a generation is of one moment: it has not ended while one of its images is open', async () => {
  const { id, images } = await bench.generation(owner, { count: 8 });
  let isEnded = false;
  const read = async (): Promise<void> => {
    while (!isEnded) {
      const seen = await shownGeneration(bench.context.db, owner, id);
      isEnded = seen.endedAtMs > 0;
      const open = seen.images.filter((image) =>
        ['IMAGE_STATUS_QUEUED', 'IMAGE_STATUS_PAINTING'].includes(image.status),
      );
      expect([seen.status, open.length > 0]).toEqual([seen.status, !isEnded]);
    }
  };
  const record = images.map(async (image) => {
    await start(image);
    await finish(image);
  });
  await Promise.all([read(), read(), read(), ...record]);
});
