import type { Image, Viewer } from '@quartet/protos/generated/index.ts';
import { checkpointKey, checkpointLimitBytes, isCheckpointKey, objectKey } from '@quartet/protos/objects.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CatalogContext } from '../context.ts';
import { removeCheckpoints } from '../remove-checkpoints.ts';
import { sweep } from '../sweep.ts';
import { type Bench, leaseOf, reasonOf, resultOf, startBench } from '../testing/bench.ts';
import { type TestPostgres, startPostgres } from '../testing/postgres.ts';
import { cancelGeneration } from './cancel-generation.ts';
import { dropCheckpoint } from './drop-checkpoint.ts';
import { locateFile, signUpload } from './files.ts';
import { getTask } from './get-task.ts';
import { recordCheckpoint } from './record-checkpoint.ts';
import { recordFailure } from './record-failure.ts';
import { recordResult } from './record-result.ts';

let postgres: TestPostgres;
let bench: Bench;
let owner: Viewer;
let id: string;
let image: Image;

beforeAll(async () => {
  postgres = await startPostgres();
});
beforeEach(async () => {
  await bench?.close();
  bench = await startBench(postgres);
  owner = await bench.user('owner');
  const generation = await bench.generation(owner, { count: 1 });
  id = generation.id;
  image = generation.images[0] as Image;
  // Something lies in the store, so that it is not taken to hold everything.
  bench.stored.set('another', 1);
});
afterAll(async () => {
  await bench?.close();
  await postgres?.stop();
});

/** The digest of the checkpoint of a step. */
const digestOf = (step: number): string => step.toString(16).padStart(64, '0');
const keyOf = (step: number, number = 1): string => checkpointKey(leaseOf(image, number), digestOf(step));
const record = (step: number, number = 1) =>
  recordCheckpoint(bench.context, { lease: leaseOf(image, number), step, sizeBytes: 500, sha256: digestOf(step) });
/** Stores a checkpoint and records it. */
const keep = (step: number, number = 1) => {
  bench.stored.set(keyOf(step, number), 500);
  return record(step, number);
};
const task = () => getTask(bench.context, image.id);
/** A round of the remover, a few seconds from now. */
const removeSoon = (context: Pick<CatalogContext, 'db' | 'objects' | 'metrics'> = bench.context) =>
  removeCheckpoints(context, new Date(Date.now() + 5_000));
const checkpointsLeft = (): string[] => [...bench.stored.keys()].filter(isCheckpointKey);

test('the next lease goes on from the checkpoint, by a link to this very object', async () => {
  expect(await task()).toMatchObject({ description: { stepsDone: 0 }, content: { checkpoint: undefined } });
  await keep(3);
  const url = `http://store/${keyOf(3)}?signed`;
  expect(await task()).toMatchObject({
    description: { stepsDone: 3 },
    content: { checkpoint: { url, sizeBytes: 500, sha256: digestOf(3), step: 3 } },
  });
});

test('a later step wins, whichever lease it is of and in whichever order they are told', async () => {
  await Promise.all([keep(4, 2), keep(6, 1), keep(5, 2), keep(2, 3)]);
  expect((await task()).content?.checkpoint).toMatchObject({ step: 6, url: `http://store/${keyOf(6, 1)}?signed` });
  await keep(6, 3);
  expect((await task()).content?.checkpoint?.url).toBe(`http://store/${keyOf(6, 1)}?signed`);
  await keep(7, 2);
  expect((await task()).description?.stepsDone).toBe(7);
});

test('one that a node refused is forgotten, so that an earlier step is kept, and one that it did not refuse stays', async () => {
  await keep(6);
  await dropCheckpoint(bench.context, { taskId: image.id, sha256: digestOf(5) });
  expect((await task()).description?.stepsDone).toBe(6);
  await dropCheckpoint(bench.context, { taskId: image.id, sha256: digestOf(6) });
  expect((await task()).description?.stepsDone).toBe(0);
  await keep(2, 2);
  expect((await task()).description?.stepsDone).toBe(2);
  await cancelGeneration(bench.context, owner, id);
  await dropCheckpoint(bench.context, { taskId: image.id, sha256: digestOf(2) });
  await removeSoon();
  expect(checkpointsLeft()).toEqual([]);
});

test('one that is not in the store, or is in it in another size, is as none', async () => {
  await record(3);
  expect(await task()).toMatchObject({ description: { stepsDone: 0 }, content: { checkpoint: undefined } });
  bench.stored.set(keyOf(3), 499);
  expect((await task()).content?.checkpoint).toBeUndefined();
});

test.each([
  ['is away', () => Promise.reject(new ReasonError('REASON_UNAVAILABLE'))],
  ['does not answer', () => new Promise<never>(() => undefined)],
])('a store that %s costs the checkpoint, not the task', async (_, sizeOf) => {
  await keep(3);
  const objects = { ...bench.context.objects, sizeOf };
  const { content, description } = await getTask({ ...bench.context, objects }, image.id);
  expect(content).toMatchObject({ paint: { prompt: 'a lighthouse in the fog' }, checkpoint: undefined });
  expect(description?.stepsDone).toBe(0);
});

test('one is signed for where it lies, beside that of another step of its lease, and up to its limit', async () => {
  const sign = (step: number, sizeBytes = 500) =>
    signUpload(bench.context, {
      lease: leaseOf(image),
      kind: 'FILE_KIND_CHECKPOINT',
      sizeBytes,
      sha256: digestOf(step),
      mediaType: 'application/octet-stream',
    });
  expect((await sign(1)).objectKey).toBe(keyOf(1));
  expect((await sign(2, checkpointLimitBytes)).objectKey).toBe(keyOf(2));
  await expect(sign(1, checkpointLimitBytes + 1)).rejects.toMatchObject({ details: { field: 'size_bytes' } });
  await cancelGeneration(bench.context, owner, id);
  expect(await reasonOf(sign(3))).toBe('REASON_ALREADY_ENDED');
});

test('what is no checkpoint of an open image is refused', async () => {
  const good = { lease: leaseOf(image), step: 1, sizeBytes: 500, sha256: digestOf(1) };
  const refusal = (changes: object) => reasonOf(recordCheckpoint(bench.context, { ...good, ...changes }));
  expect(await refusal({ lease: null })).toBe('REASON_INVALID_FIELD');
  expect(await refusal({ sha256: 'nonsense' })).toBe('REASON_INVALID_FIELD');
  expect(await refusal({ sizeBytes: 0 })).toBe('REASON_INVALID_FIELD');
  expect(await refusal({ lease: leaseOf({ id: 'img_nowhere' }) })).toBe('REASON_NOT_FOUND');
  await cancelGeneration(bench.context, owner, id);
  expect(await refusal({})).toBe('REASON_ALREADY_ENDED');
});

test('nobody is shown one', async () => {
  await keep(3);
  await ends['is ready']();
  const admin = await bench.user('root', 'pro', true);
  for (const viewer of [owner, admin]) {
    const located = locateFile(bench.context, viewer, image.id, 'FILE_KIND_CHECKPOINT');
    expect(await reasonOf(located)).toBe('REASON_INVALID_FIELD');
  }
});

const ends = {
  'is ready': async () => {
    for (const kind of ['FILE_KIND_ORIGINAL', 'FILE_KIND_THUMBNAIL'] as const) {
      bench.stored.set(objectKey(leaseOf(image), kind), kind === 'FILE_KIND_ORIGINAL' ? 1_000 : 100);
    }
    await recordResult(bench.context, leaseOf(image), resultOf(leaseOf(image)));
  },
  'has failed': () => recordFailure(bench.context, image.id, 'REASON_BAD_OUTPUT'),
  'is canceled': () => cancelGeneration(bench.context, owner, id),
} as const;

test.each(Object.entries(ends))(
  'when its image %s all of its checkpoints are removed, and nothing else',
  async (_, end) => {
    await keep(3);
    await keep(6);
    const other = await bench.generation(owner, { count: 1 });
    const another = checkpointKey(leaseOf(other.images[0] as Image), digestOf(1));
    bench.stored.set(another, 500);
    await recordCheckpoint(bench.context, {
      lease: leaseOf(other.images[0] as Image),
      step: 1,
      sizeBytes: 500,
      sha256: digestOf(1),
    });
    await removeSoon();
    expect(checkpointsLeft()).toHaveLength(3);
    await end();
    const before = bench.stored.size;
    expect(await removeSoon()).toEqual({ more: false });
    expect(checkpointsLeft()).toEqual([another]);
    expect(bench.stored.size).toBe(before - 2);
    expect((await bench.context.db.selectFrom('checkpoints').select('image_id').execute())[0]?.image_id).toBe(
      other.images[0]?.id,
    );
  },
);

test('a removal that breaks off is done again, and one that comes too late is swept', async () => {
  await keep(3);
  await cancelGeneration(bench.context, owner, id);
  const objects = { ...bench.context.objects, remove: () => Promise.reject(new Error('the store is away')) };
  await expect(removeSoon({ ...bench.context, objects })).rejects.toThrow('the store is away');
  await removeSoon();
  expect(checkpointsLeft()).toEqual([]);
  // By a link that was signed before the end.
  bench.stored.set(keyOf(4), 500);
  await sweep({ ...bench.context, deletedGraceMs: 0 }, new Date(Date.now() + 3_700_000));
  expect(checkpointsLeft()).toEqual([]);
});
