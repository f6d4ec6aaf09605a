import type { Image, Viewer } from '@quartet/protos/generated/index.ts';
import { objectKey } from '@quartet/protos/objects.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sweep } from '../sweep.ts';
import { listFacts } from '../tables/facts.ts';
import { listGenerations, shownGeneration } from '../tables/generations.ts';
import { listImages, shownImage } from '../tables/shown-images.ts';
import { type Bench, leaseOf, reasonOf, requestOf, resultOf, startBench, stranger } from '../testing/bench.ts';
import { type TestPostgres, startPostgres } from '../testing/postgres.ts';
import { cancelGeneration } from './cancel-generation.ts';
import { createGeneration } from './create-generation.ts';
import { deleteGeneration } from './delete-generation.ts';
import { locateFile } from './files.ts';
import { getTask } from './get-task.ts';
import { recordResult } from './record-result.ts';
import { recordStart } from './record-start.ts';
import { setLike } from './set-like.ts';
import { setPin } from './set-pin.ts';

let postgres: TestPostgres;
let bench: Bench;
let owner: Viewer;

beforeAll(async () => {
  postgres = await startPostgres();
});
beforeEach(async () => {
  await bench?.close();
  bench = await startBench(postgres);
  owner = await bench.user('owner');
});
afterAll(async () => {
  await bench?.close();
  await postgres?.stop();
});

const remove = (viewer: Viewer, id: string) => deleteGeneration(bench.context, viewer, id);
const hours = (count: number): number => count * 3_600_000;
/** A round of the sweeper some time from now, with the grace of a day. */
const sweepAfter = (ms: number) => sweep({ ...bench.context, deletedGraceMs: hours(24) }, new Date(Date.now() + ms));
/** As when Redis and Temporal have been told everything. */
const emptyOutbox = () => bench.context.db.deleteFrom('outbox').execute();
const outboxKinds = async (): Promise<string[]> =>
  (await bench.context.db.selectFrom('outbox').select('kind').orderBy('id').execute()).map((row) => row.kind);
const filesOf = (image: Image): string[] =>
  (['FILE_KIND_ORIGINAL', 'FILE_KIND_THUMBNAIL'] as const).map((kind) => objectKey(leaseOf(image), kind));
const store = (image: Image): void => {
  const [original, thumbnail] = filesOf(image) as [string, string];
  bench.stored.set(original, 1_000).set(thumbnail, 100);
};
const tables = [
  'generations',
  'prompts',
  'images',
  'written_prompts',
  'facts',
  'likes',
  'pins',
  'idempotency',
] as const;
const rowsOf = async (): Promise<Record<string, number>> => {
  const counted = tables.map(async (table) => {
    const { rows } = await bench.context.db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow();
    return [table, rows] as const;
  });
  return Object.fromEntries(await Promise.all(counted));
};

test('what is deleted is gone for everyone at once, in every list', async () => {
  const admin = await bench.user('root', 'pro', true);
  const { id, image } = await bench.picture(owner);
  await setLike(bench.context, owner, image.id, true);
  await setPin(bench.context, owner, image.id, true);
  expect(await remove(owner, id)).toEqual({ canceledImageIds: [] });
  const { db } = bench.context;
  for (const viewer of [owner, admin, stranger]) {
    const reads = [
      shownImage(db, viewer, image.id),
      shownGeneration(db, viewer, id),
      listFacts(db, viewer, id, 0),
      locateFile(bench.context, viewer, image.id, 'FILE_KIND_ORIGINAL'),
      cancelGeneration(bench.context, viewer, id),
    ];
    expect(await Promise.all(reads.map(reasonOf))).toEqual(Array(reads.length).fill('REASON_NOT_FOUND'));
    for (const scope of ['mine', 'explore'] as const) {
      const page = { scope, visibility: undefined, limit: 10, after: undefined };
      expect((await listImages(db, viewer, page)).rows).toEqual([]);
    }
    expect((await listGenerations(db, viewer, 10, undefined)).generations).toEqual([]);
  }
  expect(await reasonOf(setLike(bench.context, owner, image.id, false))).toBe('REASON_NOT_FOUND');
  expect(await reasonOf(setPin(bench.context, owner, image.id, false))).toBe('REASON_NOT_FOUND');
});

test('only the owner deletes, by a plan that may, and once', async () => {
  const admin = await bench.user('root', 'pro', true);
  const { id } = await bench.picture(owner);
  for (const viewer of [admin, await bench.user('other')]) {
    expect(await reasonOf(remove(viewer, id))).toBe('REASON_NOT_FOUND');
  }
  await bench.user('owner', 'free');
  expect(await reasonOf(remove(owner, 'gen_nonsense'))).toBe('REASON_NOT_FOUND');
  await expect(remove(owner, id)).rejects.toMatchObject({
    reason: 'REASON_PLAN_REQUIRED',
    details: { plan: 'basic' },
  });
  await bench.user('owner', 'basic');
  const outcomes = await Promise.all(Array.from({ length: 4 }, () => reasonOf(remove(owner, id))));
  expect(outcomes.filter((outcome) => outcome === 'no reason: undefined')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === 'REASON_NOT_FOUND')).toHaveLength(3);
});

test('deleting while it is painted ends what is open first, and tells everyone who works on it or watches', async () => {
  const { id, images } = await bench.generation(owner, { count: 3 });
  const [ready, painting, queued] = images as [Image, Image, Image];
  await recordResult(bench.context, leaseOf(ready), resultOf(leaseOf(ready)));
  await recordStart(bench.context, leaseOf(painting));
  await emptyOutbox();
  expect(await remove(owner, id)).toEqual({ canceledImageIds: [painting.id, queued.id] });
  const canceled = ['publish_fact', 'publish_fact', 'publish_fact'];
  expect(await outboxKinds()).toEqual([...canceled, 'cancel_workflow', 'announce_visibility']);
  const late = recordResult(bench.context, leaseOf(painting), resultOf(leaseOf(painting)));
  expect(await reasonOf(late)).toBe('REASON_ALREADY_ENDED');
  expect(await getTask(bench.context, painting.id)).toMatchObject({ status: 'IMAGE_STATUS_CANCELED', content: null });
  // It counts no more against the owner's limit.
  const limited = await bench.user('limited', 'basic');
  const eights = await Promise.all(Array.from({ length: 5 }, () => bench.generation(limited, { count: 8 })));
  expect(await reasonOf(bench.generation(limited, { count: 1 }))).toBe('REASON_INFLIGHT_LIMIT');
  await remove(limited, eights[0]!.id);
  await bench.generation(limited, { count: 8 });
});

test('deleting and recording at once leave no open image and nothing to see', async () => {
  const { id, images } = await bench.generation(owner, { count: 8 });
  const record = (image: Image) => reasonOf(recordResult(bench.context, leaseOf(image), resultOf(leaseOf(image))));
  await Promise.all([...images.map(record), remove(owner, id)]);
  const rows = await bench.context.db
    .selectFrom('images')
    .select(['status', 'deleted_at'])
    .where('generation_id', '=', id)
    .execute();
  for (const { status, deleted_at } of rows) {
    expect(['ready', 'canceled']).toContain(status);
    expect(deleted_at).not.toBeNull();
  }
});

test('a repeat of the request that made it brings nothing back', async () => {
  const request = requestOf(owner, { count: 1 }, 'key');
  const { generation } = await createGeneration(bench.context, request);
  await remove(owner, generation?.id ?? '');
  expect(await reasonOf(createGeneration(bench.context, request))).toBe('REASON_CONFLICT');
  const another = requestOf(owner, { count: 2 }, 'key');
  expect(await reasonOf(createGeneration(bench.context, another))).toBe('REASON_IDEMPOTENCY_CONFLICT');
  expect(await rowsOf()).toMatchObject({ generations: 1, images: 1, idempotency: 1 });
});

test('after the grace objects and rows are removed, and nothing of others', async () => {
  const fan = await bench.user('fan');
  const kept = await bench.picture(owner);
  store(kept.image);
  const { db } = bench.context;
  const before = await rowsOf();

  const request = requestOf(owner, { count: 2 }, 'key');
  const doomed = (await createGeneration(bench.context, request)).generation!;
  const images = doomed.images as Image[];
  for (const image of images) {
    store(image);
    await recordResult(bench.context, leaseOf(image), resultOf(leaseOf(image)));
    await db.insertInto('written_prompts').values({ image_id: image.id, prompt: 'written' }).execute();
    await setLike(bench.context, fan, image.id, true);
    await setPin(bench.context, owner, image.id, true);
  }
  const child = await bench.child(fan, images[0]!.id);
  await remove(owner, doomed.id!);

  await emptyOutbox();
  await sweepAfter(hours(23.9));
  expect(bench.stored.size).toBe(6);
  expect((await rowsOf())['images']).toBe(before['images']! + 3);
  expect((await getTask(bench.context, child.id)).content?.upscale?.source?.url).toContain(images[0]!.id);

  await sweepAfter(hours(24.1));
  expect([...bench.stored.keys()].toSorted()).toEqual(filesOf(kept.image).toSorted());
  expect(await rowsOf()).toMatchObject({
    generations: 2,
    prompts: 2,
    images: 2,
    written_prompts: 0,
    likes: 0,
    pins: 0,
    idempotency: 0,
  });
  expect((await shownImage(db, fan, child.id)).parent_id).toBeNull();
  expect(await shownGeneration(db, fan, child.generationId)).toMatchObject({ parentId: '', action: 'ACTION_UPSCALE' });
  expect(await reasonOf(getTask(bench.context, child.id))).toBe('REASON_SOURCE_GONE');
  await shownImage(db, stranger, kept.image.id);
});

test('a sweep that breaks off anywhere is finished by a later one', async () => {
  const { id, image } = await bench.picture(owner);
  store(image);
  await remove(owner, id);
  await emptyOutbox();
  // The store fails after it has removed the objects.
  const objects = {
    ...bench.context.objects,
    remove: async (keys: readonly string[]) => {
      await bench.context.objects.remove(keys);
      throw new Error('the store is away');
    },
  };
  const broken = sweep({ ...bench.context, objects, deletedGraceMs: hours(24) }, new Date(Date.now() + hours(25)));
  await expect(broken).rejects.toThrow('the store is away');
  expect(bench.stored.size).toBe(0);
  expect(await rowsOf()).toMatchObject({ generations: 1 });
  await Promise.all([sweepAfter(hours(25)), sweepAfter(hours(25))]);
  expect(await rowsOf()).toMatchObject({ generations: 0, images: 0, prompts: 0 });
});

test('nothing is removed while Temporal is to be told of it, or while a node may still upload', async () => {
  const { id } = await bench.generation(owner, { count: 1 });
  await remove(owner, id);
  const sweepAtOnce = (ms: number) => sweep({ ...bench.context, deletedGraceMs: 0 }, new Date(Date.now() + ms));
  await sweepAtOnce(hours(1.5));
  expect(await outboxKinds()).toContain('cancel_workflow');
  await emptyOutbox();
  await sweepAtOnce(60_000);
  expect(await rowsOf()).toMatchObject({ generations: 1 });
  await sweepAtOnce(180_000);
  expect(await rowsOf()).toMatchObject({ generations: 0 });
});
