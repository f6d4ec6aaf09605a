import type { Viewer } from '@quartet/protos/generated/index.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canSee, canSeeGeneration } from '../../policy/visibility.ts';
import { locateFile } from '../actions/files.ts';
import { recordResult } from '../actions/record-result.ts';
import { type Bench, leaseOf, resultOf, startBench, stranger } from '../testing/bench.ts';
import { type TestPostgres, startPostgres } from '../testing/postgres.ts';
import { listFacts } from './facts.ts';
import { shownGeneration } from './generations.ts';
import { imageOf, listImages, shownImage } from './shown-images.ts';

let postgres: TestPostgres;
let bench: Bench;
let people: readonly Viewer[];

beforeAll(async () => {
  postgres = await startPostgres();
  bench = await startBench(postgres);
  people = await Promise.all([bench.user('ann', 'team'), bench.user('bob', 'free'), bench.user('root', 'pro', true)]);
});
afterAll(async () => {
  await bench?.close();
  await postgres?.stop();
});

const found = (promise: Promise<unknown>): Promise<boolean> =>
  promise.then(
    () => true,
    (error: { reason?: string }) => {
      expect(error.reason).toBe('REASON_NOT_FOUND');
      return false;
    },
  );

const anyImage = fc.record({
  visibility: fc.constantFrom('public' as const, 'private' as const),
  deleted_at: fc.constantFrom(null, null, new Date()),
});

test('canSee and every query agree, for every kind of viewer', async () => {
  const { db } = bench.context;
  const [ann] = people as [Viewer];
  await fc.assert(
    fc.asyncProperty(fc.array(anyImage, { minLength: 1, maxLength: 6 }), async (population) => {
      const { id, images } = await bench.generation(ann, { count: population.length });
      const rows = images.map((image, index) => ({ id: image.id, owner_id: ann.userId, ...population[index]! }));
      for (const image of images) await recordResult(bench.context, leaseOf(image), resultOf(leaseOf(image)));
      for (const { id, visibility, deleted_at } of rows) {
        await db.updateTable('images').set({ visibility, deleted_at }).where('id', '=', id).execute();
      }
      for (const viewer of [...people, stranger]) {
        const want = rows.filter((row) => canSee(viewer, row)).map((row) => row.id);
        const page = { visibility: undefined, limit: 100, after: undefined };
        const explored = (await listImages(db, viewer, { scope: 'explore', ...page })).rows.map((row) => row.id);
        const mine = (await listImages(db, viewer, { scope: 'mine', ...page })).rows.map((row) => row.id);
        for (const row of rows) {
          const visible = want.includes(row.id);
          expect(await found(shownImage(db, viewer, row.id))).toBe(visible);
          expect(await found(locateFile(bench.context, viewer, row.id, 'FILE_KIND_ORIGINAL'))).toBe(visible);
          expect(explored.includes(row.id)).toBe(visible && row.visibility === 'public');
          expect(mine.includes(row.id)).toBe(visible && viewer.userId === row.owner_id);
        }
        const whole = canSeeGeneration(viewer, rows);
        expect(await found(shownGeneration(db, viewer, id))).toBe(whole);
        expect(await found(listFacts(db, viewer, id, 0))).toBe(whole);
        if (!whole) continue;
        const generation = await shownGeneration(db, viewer, id);
        expect(generation.images.map((image) => image.id)).toEqual(want);
        const told = (await listFacts(db, viewer, id, 0)).map((fact) => fact.imageId).filter(Boolean);
        expect(new Set(told)).toEqual(new Set(want));
      }
    }),
    { numRuns: 12 },
  );
});

test('a generation with a hidden image is hidden, and its visible images tell of no sibling', async () => {
  const [ann, bob, root] = people as [Viewer, Viewer, Viewer];
  const { db } = bench.context;
  const { id, images } = await bench.generation(ann, { count: 4, visibility: 'VISIBILITY_PRIVATE' });
  await db.updateTable('images').set({ visibility: 'public' }).where('id', '=', images[0]!.id).execute();
  const others = { count: 1, visibility: 'VISIBILITY_PUBLIC', prompt: 'a lighthouse in the fog' };
  expect(await found(shownGeneration(db, bob, id))).toBe(false);
  expect(imageOf(await shownImage(db, bob, images[0]!.id), bob).options).toMatchObject(others);
  for (const viewer of [ann, root]) {
    expect((await shownGeneration(db, viewer, id)).options).toMatchObject({
      count: 4,
      visibility: 'VISIBILITY_PRIVATE',
    });
  }
});

test('malformed, unknown and invisible ids are refused alike', async () => {
  const [ann, bob] = people as [Viewer, Viewer];
  const { db } = bench.context;
  const { id, images } = await bench.generation(ann, { count: 1, visibility: 'VISIBILITY_PRIVATE' });
  const refusal = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);
  const ids = [images[0]!.id, `img_${'0'.repeat(36)}`, 'img_', '', "'; drop", 'zero \0 byte'];
  const answers = await Promise.all(ids.map((each) => refusal(shownImage(db, bob, each))));
  for (const answer of answers) expect(answer).toMatchObject({ reason: 'REASON_NOT_FOUND', details: {} });
  const generations = await Promise.all([id, 'gen_', '\0'].map((each) => refusal(shownGeneration(db, bob, each))));
  for (const answer of generations) expect(answer).toMatchObject({ reason: 'REASON_NOT_FOUND', details: {} });
});
