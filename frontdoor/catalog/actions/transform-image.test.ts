import type { Action, Image, Viewer } from '@quartet/protos/generated/index.ts';
import { objectKey } from '@quartet/protos/objects.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type Bench, leaseOf, reasonOf, requestOf, startBench, stranger } from '../testing/bench.ts';
import { type TestPostgres, startPostgres } from '../testing/postgres.ts';
import { shownGeneration } from '../tables/generations.ts';
import { childIdsOf, imageOf, shownImage } from '../tables/shown-images.ts';
import { createGeneration } from './create-generation.ts';
import { deleteGeneration } from './delete-generation.ts';
import { getTask } from './get-task.ts';
import { setVisibility } from './set-visibility.ts';
import { transformImage } from './transform-image.ts';

let postgres: TestPostgres;
let bench: Bench;
let ann: Viewer;
let bob: Viewer;

beforeAll(async () => {
  postgres = await startPostgres();
});
beforeEach(async () => {
  await bench?.close();
  bench = await startBench(postgres);
  ann = await bench.user('ann', 'team');
  bob = await bench.user('bob', 'basic');
});
afterAll(async () => {
  await bench?.close();
  await postgres?.stop();
});

const ask = (viewer: Viewer, imageId: string, action: Action = 'ACTION_UPSCALE', idempotencyKey = '') =>
  transformImage(bench.context, { viewer, imageId, action, idempotencyKey, requestId: 'req-1' });
const shown = async (viewer: Viewer, id: string): Promise<Image> =>
  imageOf(await shownImage(bench.context.db, viewer, id), viewer);
const writePromptFor = (imageId: string, prompt: string) =>
  bench.context.db.insertInto('written_prompts').values({ image_id: imageId, prompt }).execute();
const hide = (viewer: Viewer, imageId: string) => setVisibility(bench.context, viewer, [imageId], 'VISIBILITY_PRIVATE');
const sourceKey = (image: Image): string => objectKey(leaseOf(image), 'FILE_KIND_ORIGINAL');

test('an enlarged picture has its size, its tiles as steps, its own prompts and a link to its parent', async () => {
  const { image } = await bench.picture(ann, { prompt: 'a castle', negativePrompt: 'fog', seed: 11 });
  await writePromptFor(image.id, 'a castle by night');
  const { generation } = await ask(ann, image.id);
  expect(generation).toMatchObject({
    action: 'ACTION_UPSCALE',
    parentId: image.id,
    status: 'GENERATION_STATUS_QUEUED',
    options: {
      prompt: 'a castle',
      negativePrompt: 'fog',
      count: 1,
      visibility: 'VISIBILITY_PUBLIC',
      model: 'test-upscale',
      seed: 11,
      width: 1_024,
      height: 1_024,
      // 512 pixels in tiles of 256 that overlap by twice 16: three a side.
      steps: 9,
      guidance: 0,
      sampler: '',
      magicPrompt: 'MAGIC_PROMPT_OFF',
    },
    images: [{ width: 1_024, height: 1_024, seed: 11, writtenPrompt: 'a castle by night', parentId: image.id }],
  });
});

test('a picture without its background keeps its size', async () => {
  const { image } = await bench.picture(ann);
  const { generation } = await ask(ann, image.id, 'ACTION_REMOVE_BACKGROUND');
  expect(generation).toMatchObject({
    action: 'ACTION_REMOVE_BACKGROUND',
    options: { model: 'test-matte', width: 512, height: 512, steps: 1 },
  });
});

test("of another's picture the prompts are not copied, for an administrator neither", async () => {
  const root = await bench.user('root', 'pro', true);
  const { image } = await bench.picture(ann, { prompt: 'a castle', negativePrompt: 'fog' });
  await writePromptFor(image.id, 'a castle by night');
  for (const other of [bob, root]) {
    const child = await shown(other, (await bench.child(other, image.id)).id);
    expect(child).toMatchObject({ ownerId: other.userId, parentId: image.id, writtenPrompt: '' });
    expect(child.options).toMatchObject({ prompt: '', negativePrompt: '' });
  }
  await expect(bench.context.db.selectFrom('written_prompts').selectAll().execute()).resolves.toHaveLength(1);
});

test('the child of a private image is private, for an owner whose plan has no private images any more too', async () => {
  const { image } = await bench.picture(ann, { visibility: 'VISIBILITY_PRIVATE' });
  const lapsed = await bench.user('ann', 'basic');
  const child = await bench.child(lapsed, image.id);
  expect(child.visibility).toBe('VISIBILITY_PRIVATE');
  expect((await shownGeneration(bench.context.db, lapsed, child.generationId)).options?.visibility).toBe(
    'VISIBILITY_PRIVATE',
  );
  await expect(shown(bob, child.id)).rejects.toMatchObject({ reason: 'REASON_NOT_FOUND' });
});

test('refusals come in their order, and none leaves anything behind', async () => {
  const free = await bench.user('small', 'free');
  const { image } = await bench.picture(ann);
  const hidden = (await bench.picture(ann, { visibility: 'VISIBILITY_PRIVATE' })).image;
  const deleted = await bench.picture(ann);
  await deleteGeneration(bench.context, ann, deleted.id);
  const [open] = (await bench.generation(ann, { count: 1 })).images as [Image];
  const large = (await bench.picture(ann)).image;
  await bench.context.db.updateTable('images').set({ width: 1_025 }).where('id', '=', large.id).execute();
  const rowsBefore = await bench.context.db.selectFrom('generations').select('id').execute();
  const refusal = (...asked: Parameters<typeof ask>) => reasonOf(ask(...asked));

  // 422 before 404 before 402 before 409.
  expect(await refusal(free, 'img_x', 'ACTION_GENERATE')).toBe('REASON_INVALID_FIELD');
  for (const id of ['img_x', hidden.id, deleted.image.id]) expect(await refusal(free, id)).toBe('REASON_NOT_FOUND');
  expect(await refusal(free, open.id)).toBe('REASON_PLAN_REQUIRED');
  await expect(ask(free, large.id, 'ACTION_REMOVE_BACKGROUND')).rejects.toMatchObject({ details: { plan: 'basic' } });
  expect(await refusal(stranger, image.id)).toBe('REASON_UNAUTHENTICATED');
  expect(await refusal(bob, open.id)).toBe('REASON_CONFLICT');
  expect(await refusal(bob, large.id)).toBe('REASON_CONFLICT');
  expect(await refusal(bob, large.id, 'ACTION_REMOVE_BACKGROUND')).toBe('no reason: undefined');

  // A key of another request comes after the image's own state, and before the limit; no model for it comes last.
  await createGeneration(bench.context, requestOf(bob, { count: 8 }, 'key'));
  for (let made = 9; made < 40; made += 1) await bench.generation(bob, { count: 1 });
  bench.manifests.length = 0;
  expect(await refusal(bob, open.id, 'ACTION_UPSCALE', 'key')).toBe('REASON_CONFLICT');
  expect(await refusal(bob, image.id, 'ACTION_UPSCALE', 'key')).toBe('REASON_IDEMPOTENCY_CONFLICT');
  expect(await refusal(bob, image.id)).toBe('REASON_INFLIGHT_LIMIT');
  expect(await refusal(ann, image.id)).toBe('REASON_UNPLACEABLE');
  const rows = await bench.context.db.selectFrom('generations').select('id').execute();
  expect(rows).toHaveLength(rowsBefore.length + 1 + 32);
});

test('a repeat is answered with the first, other work on the same image is not the same', async () => {
  const { image, id } = await bench.picture(ann);
  const answers = await Promise.all(Array.from({ length: 5 }, () => ask(ann, image.id, 'ACTION_UPSCALE', 'again')));
  expect(new Set(answers.map((answer) => answer.generation?.id)).size).toBe(1);
  expect(await reasonOf(ask(ann, image.id, 'ACTION_REMOVE_BACKGROUND', 'again'))).toBe('REASON_IDEMPOTENCY_CONFLICT');
  await deleteGeneration(bench.context, ann, id);
  expect(await ask(ann, image.id, 'ACTION_UPSCALE', 'again')).toMatchObject({ repeatedRequest: true });
});

test('a task on a picture carries a link to it, whatever has become of its row, as long as the file is there', async () => {
  const { image, id } = await bench.picture(ann);
  const upscaled = await bench.child(bob, image.id);
  const matted = await bench.child(bob, image.id, 'ACTION_REMOVE_BACKGROUND');
  const source = {
    url: `http://store/${sourceKey(image)}?signed`,
    sizeBytes: 1_000,
    sha256: 'a'.repeat(64),
    width: 512,
    height: 512,
  };
  await hide(ann, image.id);
  await deleteGeneration(bench.context, ann, id);
  expect(await getTask(bench.context, upscaled.id)).toMatchObject({
    description: { stage: 'STAGE_UPSCALE', model: 'test-upscale', steps: 9, guided: false },
    content: { model: 'test-upscale', width: 1_024, height: 1_024, upscale: { source } },
  });
  expect(await getTask(bench.context, matted.id)).toMatchObject({
    description: { stage: 'STAGE_MATTE', model: 'test-matte', steps: 1 },
    content: { model: 'test-matte', width: 512, height: 512, matte: { source } },
  });

  bench.stored.set('another', 1);
  expect(await reasonOf(getTask(bench.context, upscaled.id))).toBe('REASON_SOURCE_GONE');
  bench.stored.clear();
  await bench.context.db.updateTable('images').set({ parent_id: null }).where('id', '=', upscaled.id).execute();
  expect(await reasonOf(getTask(bench.context, upscaled.id))).toBe('REASON_SOURCE_GONE');
});

test('parent and children are told to those who may see both', async () => {
  const { image } = await bench.picture(ann);
  const first = await bench.child(ann, image.id);
  const second = await bench.child(bob, image.id);
  const { db } = bench.context;
  for (const viewer of [ann, bob, stranger]) {
    expect(await childIdsOf(db, viewer, image.id)).toEqual([second.id, first.id]);
  }
  await hide(ann, first.id);
  expect(await childIdsOf(db, ann, image.id)).toEqual([second.id, first.id]);
  expect(await childIdsOf(db, bob, image.id)).toEqual([second.id]);

  await hide(ann, image.id);
  expect(await shown(bob, second.id)).toMatchObject({ parentId: '', action: 'ACTION_UPSCALE' });
  expect((await shownGeneration(db, bob, second.generationId)).parentId).toBe('');
  expect((await shown(ann, second.id)).parentId).toBe(image.id);
});

test('of many children the newest twenty are told', async () => {
  const { image } = await bench.picture(ann);
  const ids: string[] = [];
  for (let index = 0; index < 22; index += 1) ids.push((await bench.child(ann, image.id)).id);
  expect(await childIdsOf(bench.context.db, ann, image.id)).toEqual(ids.toReversed().slice(0, 20));
});

test('whoever asks for a child while its parent is being hidden waits, and finds no parent', async () => {
  const { image } = await bench.picture(ann);
  const { db } = bench.context;
  let asked: Promise<string> | undefined;
  await db.transaction().execute(async (tx) => {
    await tx.updateTable('images').set({ visibility: 'private' }).where('id', '=', image.id).execute();
    asked = reasonOf(ask(bob, image.id));
    await vi.waitFor(async () => {
      const { rows } = await sql`select from pg_locks where not granted`.execute(db);
      expect(rows).toHaveLength(1);
    });
  });
  expect(await asked).toBe('REASON_NOT_FOUND');
});

test('who may not see a picture does not wait for it', async () => {
  const { image } = await bench.picture(ann, { visibility: 'VISIBILITY_PRIVATE' });
  await bench.context.db.transaction().execute(async (tx) => {
    await tx.updateTable('images').set({ visibility: 'public' }).where('id', '=', image.id).execute();
    expect(await reasonOf(ask(bob, image.id))).toBe('REASON_NOT_FOUND');
  });
});
