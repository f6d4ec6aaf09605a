import { ReasonError } from '@quartet/protos/reasons.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { liveEvent } from '../http/testing/stand-ins.ts';
import { type TestApp, json, startTestApp } from '../http/testing/test-app.ts';
import type { GenerationJson } from './shapes.ts';
import { until } from '../http/testing/until.ts';

let app: TestApp;
beforeEach(async () => {
  app = await startTestApp();
});
afterEach(() => app.close());

const key = 'qk_owner';
const read = async (response: Response) => (await response.json()) as GenerationJson;

describe('POST /v1/generations', () => {
  it('answers 202 with the generation and the scheduler’s estimate', async () => {
    const response = await app.ask('/v1/generations', { key, ...json({ prompt: 'a lighthouse', count: 2 }) });
    expect(response.status).toBe(202);
    const generation = await read(response);
    expect(generation).toMatchObject({
      id: 'gen_1',
      status: 'queued',
      prompt: 'a lighthouse',
      size: '512x512',
      action: 'generate',
      parent_id: null,
      steps: 20,
      guidance: 7.5,
      sampler: 'DDIMScheduler',
      magic_prompt: 'off',
      created_at: '2025-10-09T08:53:20.000Z',
      urls: {
        self: '/v1/generations/gen_1',
        events: '/v1/generations/gen_1/events',
        cancel: '/v1/generations/gen_1/cancel',
      },
    });
    expect(generation.images[1]).toEqual({
      id: 'img_1',
      generation_id: 'gen_1',
      index: 1,
      status: 'queued',
      reason: null,
      seed: 8,
      width: 512,
      height: 512,
      visibility: 'public',
      action: 'generate',
      parent_id: null,
      written_prompt: null,
      owner: { id: 'usr_owner', handle: 'owner' },
      thumbhash: null,
      likes: 0,
      liked: false,
      pinned: false,
      created_at: '2025-10-09T08:53:20.000Z',
      urls: { self: '/v1/images/img_1', file: '/v1/images/img_1/file', thumbnail: '/v1/images/img_1/thumbnail' },
      estimate_seconds: 1.5,
    });
  });

  it('passes the Idempotency-Key, the viewer and the request id on', async () => {
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': 'press-1',
      'x-request-id': 'request-0001',
    };
    await app.ask('/v1/generations', { key, ...json({ prompt: 'x' }), headers });
    expect(app.created).toEqual([
      expect.objectContaining({
        idempotencyKey: 'press-1',
        requestId: 'request-0001',
        viewer: expect.objectContaining({ userId: 'usr_owner' }),
      }),
    ]);
  });

  it('is accepted without an estimate while the scheduler is away', async () => {
    const away = await startTestApp({
      scheduler: { estimate: () => Promise.reject(new ReasonError('REASON_UNAVAILABLE')) },
    });
    const response = await away.ask('/v1/generations', { key, ...json({ prompt: 'x' }) });
    await away.close();
    expect(response.status).toBe(202);
    expect((await read(response)).images[0]).not.toHaveProperty('estimate_seconds');
  });

  it('holds its answer until the end where that is preferred', async () => {
    const headers = { 'content-type': 'application/json', prefer: 'respond-async, wait=60' };
    const held = app.ask('/v1/generations', { key, ...json({ prompt: 'x' }), headers });
    await until(() => expect(app.created).toHaveLength(1));
    app.generation.add('FACT_KIND_GENERATION_COMPLETED', undefined, 'succeeded');
    const response = await held;
    expect([response.status, response.headers.get('preference-applied')]).toEqual([202, 'wait=60']);
    expect((await read(response)).status).toBe('succeeded');
  });

  it('waits no longer than its client', async () => {
    const getGeneration = vi.fn<() => Promise<never>>(() => Promise.reject(new ReasonError('REASON_UNAVAILABLE')));
    const waiting = await startTestApp({ catalog: { getGeneration } });
    const headers = { 'content-type': 'application/json', prefer: 'wait=60' };
    const client = new AbortController();
    const held = waiting.ask('/v1/generations', { key, ...json({ prompt: 'x' }), headers, signal: client.signal });
    await until(() => expect(waiting.generation.looks).toBeGreaterThan(0));
    expect(getGeneration).not.toHaveBeenCalled();
    client.abort();
    await expect(held).rejects.toMatchObject({ name: 'AbortError' });
    // Read again at the end of the wait.
    await until(() => expect(getGeneration).toHaveBeenCalledOnce());
    await waiting.close();
  });

  it('stays accepted when the catalog goes away during the wait', async () => {
    const away = await startTestApp({
      catalog: { getGeneration: () => Promise.reject(new ReasonError('REASON_UNAVAILABLE')) },
    });
    const headers = { 'content-type': 'application/json', prefer: 'wait=60' };
    away.generation.add('FACT_KIND_GENERATION_COMPLETED', undefined, 'succeeded');
    const response = await away.ask('/v1/generations', { key, ...json({ prompt: 'x' }), headers });
    await away.close();
    expect([response.status, (await read(response)).id]).toEqual([202, 'gen_1']);
  });
});

describe('GET /v1/generations/{id}', () => {
  it('shows where each image stands', async () => {
    app.generation.add('FACT_KIND_IMAGE_STARTED', 0);
    app.store.stored.push(
      // 4 of 20 steps in 2 s: 8 s are left.
      liveEvent(1_760_000_002_000, 0, { progress: { step: 4, steps: 20 } }),
      liveEvent(1_760_000_002_001, 1, { position: { position: 3, estimateSeconds: 9.5 } }),
    );
    const generation = await read(await app.ask('/v1/generations/gen_1'));
    expect(generation.images).toEqual([
      expect.objectContaining({ status: 'painting', step: 4, steps: 20, estimate_seconds: 8 }),
      expect.objectContaining({ status: 'queued', position: 3, estimate_seconds: 9.5 }),
    ]);
  });

  it('leaves out the estimate that it cannot learn', async () => {
    const away = await startTestApp({
      catalog: { listFacts: () => Promise.reject(new ReasonError('REASON_UNAVAILABLE')) },
    });
    away.generation.add('FACT_KIND_IMAGE_STARTED', 0);
    away.store.stored.push(liveEvent(1_760_000_002_000, 0, { progress: { step: 4, steps: 20 } }));
    const generation = await read(await away.ask('/v1/generations/gen_1'));
    await away.close();
    expect(generation.images[0]).toMatchObject({ status: 'painting', step: 4, steps: 20 });
    expect(generation.images[0]).not.toHaveProperty('estimate_seconds');
  });
});

describe('GET /v1/generations', () => {
  it('is a page of one’s own', async () => {
    const response = await app.ask('/v1/generations?limit=1', { key });
    expect(await response.json()).toMatchObject({ items: [{ id: 'gen_1' }], next_cursor: 'next' });
  });
});

describe('POST /v1/generations/{id}/cancel', () => {
  it('tells the scheduler too, and answers with the generation', async () => {
    const response = await app.ask('/v1/generations/gen_1/cancel', { key, method: 'POST' });
    expect(response.status).toBe(200);
    expect((await read(response)).id).toBe('gen_1');
    expect(app.canceled).toEqual(['img_0', 'img_1']);
  });

  it('holds while the scheduler is away', async () => {
    const away = await startTestApp({
      scheduler: { cancel: () => Promise.reject(new ReasonError('REASON_UNAVAILABLE')) },
    });
    const response = await away.ask('/v1/generations/gen_1/cancel', { key, ...json({}) });
    await away.close();
    expect(response.status).toBe(200);
  });
});

describe('DELETE /v1/generations/{id}', () => {
  it('ends it for everyone, tells the scheduler, and ends its open streams', async () => {
    const stream = await app.ask('/v1/generations/gen_1/events', { key });
    const response = await app.ask('/v1/generations/gen_1', { key, method: 'DELETE' });
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect(app.canceled).toEqual(['img_0', 'img_1']);
    expect(await stream.text()).not.toContain('event: generation.c');
    expect((await app.ask('/v1/generations/gen_1', { key })).status).toBe(404);
    expect((await app.ask('/v1/generations/gen_1', { key, method: 'DELETE' })).status).toBe(404);
  });

  it('is for its owner alone', async () => {
    const response = await app.ask('/v1/generations/gen_1', { key: 'qk_stranger', method: 'DELETE' });
    expect(response.status).toBe(404);
    expect(app.canceled).toEqual([]);
  });
});
