import { ReasonError } from '@quartet/protos/reasons.ts';
import type { Generation } from '@quartet/protos/generated/index.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { imageOf, model, options, owner, stranger } from '../http/testing/stand-ins.ts';
import { type TestApp, startTestApp } from '../http/testing/test-app.ts';
import { retryVisibility } from './retry.ts';

let app: TestApp;
beforeEach(async () => {
  app = await startTestApp();
});
afterEach(() => app.close());

const path = '/v1/generations/gen_1/retry';
const retry = (headers: Record<string, string> = {}, key = 'qk_owner') =>
  app.ask(path, { key, method: 'POST', headers });

describe('POST /v1/generations/{id}/retry', () => {
  it('asks for the same prompt and options with a new seed', async () => {
    const response = await retry();
    expect([response.status, response.headers.get('location')]).toEqual([202, '/v1/generations/gen_1']);
    const [asked] = app.created;
    expect(asked?.options).toEqual({ ...options, seed: asked?.options?.seed });
    expect(asked?.options?.seed).not.toBe(options.seed);
  });

  it('is the same request again with the same Idempotency-Key, and another one without', async () => {
    for (const key of ['a', 'a', 'b']) await retry({ 'idempotency-key': key });
    await retry();
    const [first, second, third, fourth] = app.created;
    expect(second).toMatchObject({ options: first?.options, idempotencyKey: 'a' });
    expect(new Set([first, third, fourth].map((each) => each?.options?.seed)).size).toBe(3);
  });

  it('is for whoever may see it, as their own', async () => {
    expect((await retry({}, 'qk_stranger')).status).toBe(202);
    expect(app.created[0]?.viewer).toMatchObject({ userId: 'usr_stranger' });
    for (const image of app.generation.images) image.visibility = 'VISIBILITY_PRIVATE';
    expect((await retry({}, 'qk_stranger')).status).toBe(404);
    expect((await app.ask(path, { method: 'POST' })).status).toBe(401);
  });

  it('is refused when its model is not offered any more', async () => {
    await app.close();
    app = await startTestApp({ catalog: { listModels: async () => ({ models: [{ ...model, id: 'newer' }] }) } });
    const response = await retry();
    expect([response.status, app.created]).toEqual([409, []]);
  });

  it('names the plan that may before that', async () => {
    await app.close();
    const lapsed = { ...owner, plan: 'PLAN_FREE' } as const;
    const authenticate = async () => ({ viewer: lapsed });
    app = await startTestApp({
      catalog: { authenticate, listModels: async () => ({ models: [{ ...model, id: 'newer' }] }) },
    });
    for (const image of app.generation.images) image.visibility = 'VISIBILITY_PRIVATE';
    const response = await retry();
    expect([response.status, await response.json()]).toMatchObject([402, { plan: 'plus' }]);
  });
});

describe('a retry of what was made from another image', () => {
  beforeEach(() => {
    Object.assign(app.generation, { action: 'ACTION_UPSCALE', parentId: 'img_1' });
  });

  it('makes it from the same image again', async () => {
    const response = await retry({ 'idempotency-key': 'press-1' });
    expect([response.status, await response.json()]).toMatchObject([202, { action: 'upscale', parent_id: 'img_1' }]);
    const asked = { imageId: 'img_1', action: 'ACTION_UPSCALE', idempotencyKey: 'press-1' };
    expect(app.transformed).toEqual([expect.objectContaining(asked)]);
    expect(app.created).toEqual([]);
  });

  it('is a conflict when that image is hidden or gone', async () => {
    for (const parentId of ['', 'img_9']) {
      app.generation.parentId = parentId;
      const response = await retry();
      expect([response.status, await response.json()]).toMatchObject([409, { reason: 'conflict' }]);
    }
  });

  it('names the plan that may before the conflict', async () => {
    app.generation.parentId = '';
    const response = await retry({}, 'qk_stranger');
    expect([response.status, await response.json()]).toMatchObject([402, { plan: 'basic' }]);
  });

  it('is no repeat of what is tried again', async () => {
    await app.close();
    const own = () => ({ ...app.generation.seenBy(owner), action: 'ACTION_UPSCALE', parentId: 'img_1' }) as const;
    app = await startTestApp({
      catalog: { transformImage: async () => ({ generation: own(), repeatedRequest: true }) },
    });
    Object.assign(app.generation, { action: 'ACTION_UPSCALE', parentId: 'img_1' });
    const response = await retry({ 'idempotency-key': 'its-own' });
    expect([response.status, await response.json()]).toMatchObject([409, { reason: 'idempotency_conflict' }]);
  });

  it('is refused as the catalog says otherwise', async () => {
    await app.close();
    const full = new ReasonError('REASON_INFLIGHT_LIMIT');
    app = await startTestApp({ catalog: { transformImage: () => Promise.reject(full) } });
    Object.assign(app.generation, { action: 'ACTION_UPSCALE', parentId: 'img_1' });
    expect((await retry()).status).toBe(429);
  });
});

describe('the visibility of a retry', () => {
  const generation = (asked: 'PUBLIC' | 'PRIVATE', now: 'PUBLIC' | 'PRIVATE'): Generation => ({
    ...app.generation.seenBy(owner),
    options: { ...options, visibility: `VISIBILITY_${asked}` },
    images: [imageOf('gen_1', 0, { visibility: `VISIBILITY_${now}` })],
  });

  it.each([
    ['of one’s own is as it was asked for', owner, 'PRIVATE', 'PUBLIC', 'VISIBILITY_PRIVATE'],
    ['of one’s own public one is public', owner, 'PUBLIC', 'PUBLIC', 'VISIBILITY_PUBLIC'],
    ['of what was hidden since is private: its prompt is', owner, 'PUBLIC', 'PRIVATE', 'VISIBILITY_PRIVATE'],
    ['of another’s is public', stranger, 'PRIVATE', 'PUBLIC', 'VISIBILITY_PUBLIC'],
    [
      'of another’s private one, seen by an administrator, is private',
      stranger,
      'PRIVATE',
      'PRIVATE',
      'VISIBILITY_PRIVATE',
    ],
  ] as const)('%s', (_name, viewer, asked, now, want) => {
    expect(retryVisibility(generation(asked, now), viewer)).toBe(want);
  });
});
