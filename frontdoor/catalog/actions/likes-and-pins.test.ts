import type { Image, Viewer } from '@quartet/protos/generated/index.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { imageOf, shownImage } from '../tables/shown-images.ts';
import { type Bench, reasonOf, startBench, stranger } from '../testing/bench.ts';
import { type TestPostgres, startPostgres } from '../testing/postgres.ts';
import { setLike } from './set-like.ts';
import { setPin } from './set-pin.ts';
import { setVisibility } from './set-visibility.ts';

let postgres: TestPostgres;
let bench: Bench;
let owner: Viewer;
let fans: readonly Viewer[];

beforeAll(async () => {
  postgres = await startPostgres();
  bench = await startBench(postgres);
  owner = await bench.user('owner');
  fans = await Promise.all(Array.from({ length: 6 }, (_, index) => bench.user(`fan-${index}`, 'free')));
});
afterAll(async () => {
  await bench?.close();
  await postgres?.stop();
});

const like = (viewer: Viewer, imageId: string, liked = true) => setLike(bench.context, viewer, imageId, liked);
const pin = (viewer: Viewer, imageId: string, pinned = true) => setPin(bench.context, viewer, imageId, pinned);
const shown = async (viewer: Viewer, id: string): Promise<Image> =>
  imageOf(await shownImage(bench.context.db, viewer, id), viewer);
const hide = (imageId: string) => setVisibility(bench.context, owner, [imageId], 'VISIBILITY_PRIVATE');
const pinsInOrder = async (): Promise<string[]> => {
  const rows = await bench.context.db
    .selectFrom('pins')
    .select('image_id')
    .where('owner_id', '=', owner.userId)
    .orderBy('position')
    .execute();
  return rows.map((row) => row.image_id);
};

test('a like counts once a person, is theirs to see, and is taken back once', async () => {
  const { image } = await bench.picture(owner);
  const [fan, other] = fans as [Viewer, Viewer];
  expect((await like(fan, image.id)).image).toMatchObject({ likes: 1, liked: true });
  expect((await like(fan, image.id)).image).toMatchObject({ likes: 1, liked: true });
  for (const viewer of [owner, other, stranger]) {
    expect(await shown(viewer, image.id)).toMatchObject({ likes: 1, liked: false });
  }
  expect((await like(other, image.id, false)).image).toMatchObject({ likes: 1, liked: false });
  expect((await like(fan, image.id, false)).image).toMatchObject({ likes: 0, liked: false });
  expect((await like(fan, image.id, false)).image).toMatchObject({ likes: 0 });
});

test('the count is exact however many like and unlike at once', async () => {
  const { image } = await bench.picture(owner);
  // Each fan thrice, then half of them take it back, thrice as well.
  await Promise.all([...fans, ...fans, ...fans].map((fan) => like(fan, image.id)));
  expect((await shown(owner, image.id)).likes).toBe(fans.length);
  const half = fans.slice(0, 3);
  await Promise.all([...half, ...half, ...half].map((fan) => like(fan, image.id, false)));
  expect((await shown(owner, image.id)).likes).toBe(fans.length - 3);
  const rows = await bench.context.db.selectFrom('likes').selectAll().where('image_id', '=', image.id).execute();
  expect(rows).toHaveLength(fans.length - 3);
});

test('what cannot be seen cannot be liked, and what is not ready not yet', async () => {
  const [fan] = fans as [Viewer];
  const { images } = await bench.generation(owner, { count: 1 });
  const { image } = await bench.picture(owner);
  expect(await reasonOf(like(fan, images[0]!.id))).toBe('REASON_CONFLICT');
  expect(await reasonOf(like(fan, 'img_nonsense'))).toBe('REASON_NOT_FOUND');
  expect(await reasonOf(like(stranger, image.id))).toBe('REASON_UNAUTHENTICATED');
  await like(fan, image.id);
  await hide(image.id);
  expect(await reasonOf(like(fan, image.id, false))).toBe('REASON_NOT_FOUND');
  expect(await shown(owner, image.id)).toMatchObject({ likes: 1, visibility: 'VISIBILITY_PRIVATE' });
});

test('pins are kept in the order in which they were set, and seen by who sees the image', async () => {
  const pictures = await Promise.all(Array.from({ length: 4 }, () => bench.picture(owner)));
  const ids = pictures.map(({ image }) => image.id);
  for (const id of ids) expect((await pin(owner, id)).image).toMatchObject({ id, pinned: true });
  await pin(owner, ids[1]!, false);
  await pin(owner, ids[1]!, false);
  await pin(owner, ids[0]!);
  expect(await pinsInOrder()).toEqual([ids[0], ids[2], ids[3]]);
  expect((await pin(owner, ids[1]!)).image?.pinned).toBe(true);
  expect(await pinsInOrder()).toEqual([ids[0], ids[2], ids[3], ids[1]]);
  expect((await shown(stranger, ids[0]!)).pinned).toBe(true);
  await hide(ids[0]!);
  expect((await shown(owner, ids[0]!)).pinned).toBe(true);
});

test('pins set at once have a place each', async () => {
  const pictures = await Promise.all(Array.from({ length: 5 }, () => bench.picture(owner)));
  const before = await pinsInOrder();
  await Promise.all(pictures.flatMap(({ image }) => [pin(owner, image.id), pin(owner, image.id)]));
  const ids = pictures.map(({ image }) => image.id);
  expect((await pinsInOrder()).slice(before.length).toSorted()).toEqual(ids.toSorted());
});

test('only own images that are ready are pinned', async () => {
  const { images } = await bench.generation(owner, { count: 1 });
  const { image } = await bench.picture(owner);
  const admin = await bench.user('root', 'pro', true);
  expect(await reasonOf(pin(owner, images[0]!.id))).toBe('REASON_CONFLICT');
  for (const viewer of [admin, fans[0]!]) expect(await reasonOf(pin(viewer, image.id))).toBe('REASON_NOT_FOUND');
  expect(await reasonOf(pin(owner, 'img_nonsense'))).toBe('REASON_NOT_FOUND');
  expect(await reasonOf(pin(stranger, image.id))).toBe('REASON_UNAUTHENTICATED');
});
