import { afterAll, beforeAll, expect, it } from 'vitest';
import { imageOf, liveEvent, options } from '../http/testing/stand-ins.ts';
import { type TestApp, json, startTestApp } from '../http/testing/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

const key = 'qk_owner';

it('explores without credentials', async () => {
  const response = await app.ask('/v1/images');
  expect(await response.json()).toMatchObject({ items: [{ id: 'img_0', prompt: 'a lighthouse' }], next_cursor: null });
});

it('lists one’s own by visibility', async () => {
  expect((await app.ask('/v1/me/images?visibility=private&limit=10', { key })).status).toBe(200);
  expect((await app.ask('/v1/me/images')).status).toBe(401);
});

it('shows an image with the options it was made with', async () => {
  const response = await app.ask('/v1/images/img_1');
  expect(await response.json()).toMatchObject({ id: 'img_1', model: 'default', guidance: 7.5, steps: 20 });
});

it('shows what was made from an image to who asks for it alone', async () => {
  const [image] = app.generation.images;
  Object.assign(image ?? {}, { childIds: ['img_8', 'img_7'] });
  expect(await (await app.ask('/v1/images/img_0')).json()).toMatchObject({ children: ['img_8', 'img_7'] });
  const page = (await (await app.ask('/v1/images')).json()) as { items: object[] };
  expect(page.items[0]).not.toHaveProperty('children');
});

it('shows an image that is made from another without what it was not painted with', async () => {
  const derived = imageOf('gen_2', 0, {
    action: 'ACTION_UPSCALE',
    parentId: 'img_0',
    status: 'IMAGE_STATUS_PAINTING',
    options: { ...options, prompt: '', steps: 9, guidance: 0, sampler: '' },
  });
  const other = await startTestApp({ catalog: { getImage: async () => ({ image: derived }) } });
  const want = { action: 'upscale', parent_id: 'img_0', prompt: '', guidance: null, sampler: null };
  expect(await (await other.ask('/v1/images/img_0')).json()).toMatchObject({ ...want, steps: null });
  // While it is made, steps are tiles.
  const progress = { step: 4, steps: 9 };
  other.store.stored.push({ ...liveEvent(1_760_000_002_000, 0, { progress }), generationId: 'gen_2' });
  expect(await (await other.ask('/v1/images/img_0')).json()).toMatchObject({ ...want, step: 4, steps: 9 });
  await other.close();
});

it('changes visibility of one', async () => {
  const response = await app.ask('/v1/images/img_0', { key, ...json({ visibility: 'private' }, 'PATCH') });
  expect([response.status, await response.json()]).toEqual([200, expect.objectContaining({ id: 'img_0' })]);
});

it('changes visibility of many, told for each', async () => {
  const body = { image_ids: ['img_0', 'img_1'], visibility: 'private' };
  const response = await app.ask('/v1/images/visibility', { key, ...json(body) });
  expect(await response.json()).toEqual({
    items: [
      { image_id: 'img_0', reason: null, image: expect.objectContaining({ id: 'img_0' }) },
      { image_id: 'img_1', reason: 'plan_required', plan: 'plus', image: null },
    ],
  });
});
