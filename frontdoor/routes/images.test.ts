import { afterAll, beforeAll, expect, it } from 'vitest';
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
