import { ReasonError } from '@quartet/protos/reasons.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CatalogPort, SchedulerPort } from '../http/peers.ts';
import { imageOf, options } from '../http/testing/stand-ins.ts';
import { type TestApp, json, startTestApp } from '../http/testing/test-app.ts';
import { until } from '../http/testing/until.ts';
import type { GenerationJson } from './shapes.ts';

let app: TestApp;
beforeEach(async () => {
  app = await startTestApp();
});
afterEach(() => app.close());

const key = 'qk_owner';

describe.each([
  ['upscale', 'ACTION_UPSCALE', 'STAGE_UPSCALE'],
  ['remove-background', 'ACTION_REMOVE_BACKGROUND', 'STAGE_MATTE'],
] as const)('POST /v1/images/{id}/%s', (name, action, stage) => {
  const path = `/v1/images/img_0/${name}`;

  it.each([
    ['no body', { method: 'POST' }],
    ['an empty object', json({})],
  ])('is accepted with %s: a generation of its own', async (_body, init) => {
    const response = await app.ask(path, { key, ...init });
    expect([response.status, response.headers.get('location')]).toEqual([202, '/v1/generations/gen_1']);
    expect(await response.json()).toMatchObject({
      action: name,
      parent_id: 'img_0',
      steps: null,
      guidance: null,
      sampler: null,
    });
    expect(app.transformed).toEqual([expect.objectContaining({ imageId: 'img_0', action, idempotencyKey: '' })]);
  });

  it('asks the scheduler for an estimate of what the catalog made of it', async () => {
    const estimate = vi.fn<SchedulerPort['estimate']>(async () => ({ startMs: 2_500, finishMs: 3_000 }));
    const transformImage: CatalogPort['transformImage'] = async () => ({
      generation: {
        ...app.generation.seenBy({ userId: '', plan: 'PLAN_FREE', admin: false, handle: '' }),
        action,
        images: [imageOf('gen_1', 0)],
        options: { ...options, count: 1, model: 'worker', width: 1024, height: 512, steps: 9, guidance: 0 },
      },
      repeatedRequest: false,
    });
    const other = await startTestApp({ scheduler: { estimate }, catalog: { transformImage } });
    const generation = (await (await other.ask(path, { key, method: 'POST' })).json()) as GenerationJson;
    await other.close();
    expect(generation.images[0]?.estimate_seconds).toBe(2.5);
    const task = { stage, model: 'worker', width: 1024, height: 512, steps: 9, guided: false, tenantId: 'usr_owner' };
    expect(estimate).toHaveBeenCalledWith({ count: 1, task: expect.objectContaining(task) }, expect.anything());
  });

  it('passes the Idempotency-Key on, and holds its answer where that is preferred', async () => {
    const headers = { 'idempotency-key': 'press-1', prefer: 'wait=60' };
    const held = app.ask(path, { key, method: 'POST', headers });
    await until(() => expect(app.transformed).toEqual([expect.objectContaining({ idempotencyKey: 'press-1' })]));
    app.generation.add('FACT_KIND_GENERATION_COMPLETED', undefined, 'succeeded');
    const response = await held;
    expect([response.status, response.headers.get('preference-applied')]).toEqual([202, 'wait=60']);
    expect(((await response.json()) as GenerationJson).status).toBe('succeeded');
  });

  it('names the plan that may', async () => {
    const refused = new ReasonError('REASON_PLAN_REQUIRED', { plan: 'basic' });
    const other = await startTestApp({ catalog: { transformImage: () => Promise.reject(refused) } });
    const response = await other.ask(path, { key, method: 'POST' });
    await other.close();
    expect([response.status, await response.json()]).toMatchObject([402, { reason: 'plan_required', plan: 'basic' }]);
  });

  it('refuses fields and bad keys before it looks for the image, and strangers before all', async () => {
    const missing = `/v1/images/img_9/${name}`;
    expect((await app.ask(missing, json({ scale: 4 }))).status).toBe(401);
    const field = await app.ask(missing, { key, ...json({ scale: 4 }) });
    expect([field.status, await field.json()]).toMatchObject([422, { field: 'scale' }]);
    const bad = await app.ask(missing, { key, method: 'POST', headers: { 'idempotency-key': 'a b' } });
    expect([bad.status, await bad.json()]).toMatchObject([422, { field: 'Idempotency-Key' }]);
    expect((await app.ask(missing, { key, method: 'POST' })).status).toBe(404);
  });
});

describe.each([
  ['like', 'liked', 1],
  ['pin', 'pinned', 0],
] as const)('PUT and DELETE /v1/images/{id}/%s', (name, field, likes) => {
  const path = `/v1/images/img_0/${name}`;

  it('answer with the image as it is then', async () => {
    const put = await app.ask(path, { key, method: 'PUT' });
    expect([put.status, await put.json()]).toMatchObject([200, { id: 'img_0', [field]: true, likes }]);
    const again = await app.ask(path, { key, ...json({}, 'PUT') });
    expect(await again.json()).toMatchObject({ [field]: true, likes });
    const removed = await app.ask(path, { key, method: 'DELETE' });
    expect([removed.status, await removed.json()]).toMatchObject([200, { [field]: false, likes: 0 }]);
  });

  it('need a person, an image, and their own page', async () => {
    for (const method of ['PUT', 'DELETE']) {
      expect((await app.ask(path, { method })).status).toBe(401);
      expect((await app.ask(`/v1/images/img_9/${name}`, { key, method })).status).toBe(404);
      const headers = { cookie: 'quartet_session=ses_owner', origin: 'https://evil.example' };
      expect((await app.ask(path, { method, headers })).status).toBe(403);
    }
  });
});

it('a stranger likes what they may see, and pins nothing of it', async () => {
  const stranger = { key: 'qk_stranger', method: 'PUT' };
  expect((await app.ask('/v1/images/img_0/like', stranger)).status).toBe(200);
  expect((await app.ask('/v1/images/img_0/pin', stranger)).status).toBe(404);
});
