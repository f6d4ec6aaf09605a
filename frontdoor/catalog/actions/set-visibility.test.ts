import type { Viewer } from '@quartet/protos/generated/index.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shownImage } from '../tables/shown-images.ts';
import { type Bench, startBench, stranger } from '../testing/bench.ts';
import { type TestPostgres, startPostgres } from '../testing/postgres.ts';
import { setVisibility } from './set-visibility.ts';

let postgres: TestPostgres;
let bench: Bench;
let owner: Viewer;

beforeAll(async () => {
  postgres = await startPostgres();
  bench = await startBench(postgres);
  owner = await bench.user('owner', 'plus');
});
afterAll(async () => {
  await bench?.close();
  await postgres?.stop();
});

const announcements = async (): Promise<number> =>
  (await bench.context.db.selectFrom('outbox').select('id').where('kind', '=', 'announce_visibility').execute()).length;

test('each image is answered for, in the order asked, and the change holds on the next read', async () => {
  const { images } = await bench.generation(owner, { count: 2 });
  const other = await bench.generation(await bench.user('other'), { count: 1 });
  const [first, second] = images.map((image) => image.id) as [string, string];
  const before = await announcements();
  const asked = [second, 'img_nonsense', other.images[0]!.id, first, second];
  const { results } = await setVisibility(bench.context, owner, asked, 'VISIBILITY_PRIVATE');
  expect(results?.map((result) => [result.imageId, result.reason ?? 'done'])).toEqual([
    [second, 'done'],
    ['img_nonsense', 'REASON_NOT_FOUND'],
    [other.images[0]!.id, 'REASON_NOT_FOUND'],
    [first, 'done'],
    [second, 'done'],
  ]);
  expect(results?.[0]?.image).toMatchObject({ id: second, visibility: 'VISIBILITY_PRIVATE' });
  await expect(shownImage(bench.context.db, stranger, first)).rejects.toMatchObject({ reason: 'REASON_NOT_FOUND' });
  expect(await announcements()).toBe(before + 1);
});

test('a lapsed owner makes public, and is told the plan that makes private again', async () => {
  const { images } = await bench.generation(owner, { count: 1, visibility: 'VISIBILITY_PRIVATE' });
  const lapsed = await bench.user('owner', 'free');
  const ids = images.map((image) => image.id);
  // The viewer in hand still says plus: the database decides.
  expect(await setVisibility(bench.context, owner, ids, 'VISIBILITY_PRIVATE')).toMatchObject({
    results: [{ image: { visibility: 'VISIBILITY_PRIVATE' } }],
  });
  await setVisibility(bench.context, lapsed, ids, 'VISIBILITY_PUBLIC');
  expect(await setVisibility(bench.context, owner, ids, 'VISIBILITY_PRIVATE')).toMatchObject({
    results: [{ reason: 'REASON_PLAN_REQUIRED', requiredPlan: 'PLAN_PLUS' }],
  });
  expect((await shownImage(bench.context.db, stranger, ids[0]!)).visibility).toBe('public');
});
