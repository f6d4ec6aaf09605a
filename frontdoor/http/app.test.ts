import { once } from 'node:events';
import { connect } from 'node:net';
import { createLogger } from '@quartet/service-kit/log.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type TestApp, json, startTestApp } from './testing/test-app.ts';
import { until } from './testing/until.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ demoKey: 'qk_owner' });
});
afterAll(() => app.close());

const cookie = 'quartet_session=ses_owner';

describe('signing in', () => {
  it('trades a key for a cookie that scripts and other sites cannot use', async () => {
    const response = await app.ask('/v1/session', json({ key: 'qk_stranger' }));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ id: 'usr_stranger', handle: 'stranger', plan: 'free', admin: false });
    const set = response.headers.get('set-cookie') ?? '';
    expect(set).toContain('quartet_session=ses_stranger; Path=/; Expires=');
    expect(set).toContain('HttpOnly; SameSite=Strict');
  });

  it.each([
    ['no body', { method: 'POST' }],
    ['an empty object', json({})],
    ['an empty text', { method: 'POST', headers: { 'content-type': 'application/json' } }],
  ])('takes the demo key where one is set: %s', async (_name, init) => {
    const response = await app.ask('/v1/session', init);
    expect(await response.json()).toMatchObject({ handle: 'owner' });
  });

  it('asks for a key where no demo key is set', async () => {
    const other = await startTestApp();
    const response = await other.ask('/v1/session', json({}));
    await other.close();
    expect([response.status, await response.json()]).toEqual([422, expect.objectContaining({ field: 'key' })]);
  });

  it('knows the holder of a cookie', async () => {
    const response = await app.ask('/v1/me', { headers: { cookie } });
    expect(await response.json()).toEqual({ id: 'usr_owner', handle: 'owner', plan: 'pro', admin: false });
  });

  it('takes a stale cookie for none', async () => {
    const headers = { cookie: 'quartet_session=ses_gone' };
    expect((await app.ask('/v1/images', { headers })).status).toBe(200);
    expect((await app.ask('/v1/me', { headers })).status).toBe(401);
  });

  it('ends with the session', async () => {
    const response = await app.ask('/v1/session', { method: 'DELETE', headers: { cookie } });
    expect(response.status).toBe(204);
    expect(response.headers.get('set-cookie')).toContain(
      'quartet_session=; Max-Age=0; Path=/; Expires=Thu, 01 Jan 1970',
    );
  });

  it.each([
    ['another site', 'https://evil.example', 403],
    ['an opaque origin', 'null', 403],
    ['another port', 'http://127.0.0.1:1', 403],
  ])('refuses an unsafe request with a cookie from %s', async (_name, origin, status) => {
    const response = await app.ask('/v1/generations', { ...json({ prompt: 'x' }), headers: { cookie, origin } });
    expect([response.status, await response.json()]).toEqual([
      status,
      expect.objectContaining({ reason: 'origin_refused' }),
    ]);
  });

  it('takes an unsafe request with a cookie from its own page', async () => {
    const headers = { cookie, origin: app.url, 'content-type': 'application/json' };
    const response = await app.ask('/v1/generations', { ...json({ prompt: 'x' }), headers });
    expect(response.status).toBe(202);
  });
});

describe('every answer', () => {
  it('carries the request id of the caller, or a new one', async () => {
    const ask = async (id: string) =>
      (await app.ask('/v1/models', { headers: { 'x-request-id': id } })).headers.get('x-request-id');
    expect(await ask('request-0001')).toBe('request-0001');
    expect(await ask('bad id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('carries rate limits, and refuses with Retry-After what goes over them', async () => {
    const limited = await startTestApp({ rateLimit: 2 });
    const answers = [];
    for (let at = 0; at < 3; at += 1) answers.push(await limited.ask('/v1/models'));
    const [first, , third] = answers;
    await limited.close();
    expect(first?.headers.get('ratelimit-limit')).toBe('2');
    expect(first?.headers.get('ratelimit-remaining')).toBe('1');
    expect(third?.status).toBe(429);
    expect(Number(third?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await third?.json()).toMatchObject({ reason: 'rate_limit' });
  });

  it('says when to come back while the catalog is away', async () => {
    const away = await startTestApp({
      catalog: { listModels: () => Promise.reject(new ReasonError('REASON_UNAVAILABLE')) },
    });
    const response = await away.ask('/v1/models');
    await away.close();
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
  });

  it('is logged in one line without the query, and measured by its route', async () => {
    const log = createLogger('test', 'silent');
    const lines = vi.spyOn(log, 'info');
    const logged = await startTestApp({ log });
    await logged.ask('/v1/images?cursor=secret', { key: 'qk_owner' });
    await until(() => expect(lines).toHaveBeenCalledTimes(1));
    const metrics = await logged.registry.metrics();
    await logged.close();
    expect(lines.mock.calls[0]?.[0]).toMatchObject({ route: '/v1/images', status: 200, user_id: 'usr_owner' });
    expect(JSON.stringify(lines.mock.calls)).not.toContain('secret');
    expect(metrics).toContain(
      'quartet_frontdoor_http_request_seconds_count{route="/v1/images",method="GET",status="2xx"} 1',
    );
    expect(metrics).not.toContain(
      'quartet_frontdoor_http_request_seconds_sum{route="/v1/images",method="GET",status="2xx"} 0\n',
    );
  });
});

describe('the page', () => {
  it.each(['/', '/creations', '/i/img_0', '/g/gen_1'])('is served at %s under a strict policy', async (path) => {
    const response = await app.ask(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/html');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self';img-src 'self' blob: data:");
    expect(policy).not.toContain('unsafe');
  });

  it('gets the libraries it uses from their packages', async () => {
    const response = await app.ask('/vendor/thumbhash.js');
    expect(response.headers.get('content-type')).toContain('javascript');
    expect(await response.text()).toContain('export function thumbHashToDataURL');
    expect((await app.ask('/vendor/package.json')).status).toBe(404);
  });
});

describe('the documentation', () => {
  it('is OpenAPI 3.1 that names every route', async () => {
    const document = (await (await app.ask('/openapi.json')).json()) as { openapi: string; paths: object };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths).toSorted()).toEqual([
      '/openai/v1/images/generations',
      '/openai/v1/models',
      '/openai/v1/models/{id}',
      '/v1/cluster',
      '/v1/generations',
      '/v1/generations/{id}',
      '/v1/generations/{id}/cancel',
      '/v1/generations/{id}/events',
      '/v1/generations/{id}/retry',
      '/v1/images',
      '/v1/images/visibility',
      '/v1/images/{id}',
      '/v1/images/{id}/download',
      '/v1/images/{id}/file',
      '/v1/images/{id}/like',
      '/v1/images/{id}/pin',
      '/v1/images/{id}/remove-background',
      '/v1/images/{id}/thumbnail',
      '/v1/images/{id}/upscale',
      '/v1/me',
      '/v1/me/images',
      '/v1/models',
      '/v1/plans',
      '/v1/session',
    ]);
  });

  it('says where a body is needed', async () => {
    type Operations = Record<string, { requestBody?: { required: boolean } }>;
    const document = (await (await app.ask('/openapi.json')).json()) as { paths: Record<string, Operations> };
    const isNeeded = (path: string) => document.paths[path]?.['post']?.requestBody?.required;
    expect(['/v1/generations', '/v1/images/{id}/upscale', '/v1/session'].map(isNeeded)).toEqual([true, false, false]);
  });

  it('is shown at /docs without anything inline or from elsewhere', async () => {
    const html = await (await app.ask('/docs')).text();
    expect(html).toContain('swagger-ui');
    expect(html).not.toMatch(/<script>|<style|https?:\/\//);
  });
});

it('stops without waiting for a connection that a browser opened in advance', async () => {
  const stopping = await startTestApp();
  const { hostname, port } = new URL(stopping.url);
  const unused = connect(Number(port), hostname);
  await once(unused, 'connect');
  // Connections are accepted in order: the server has the unused one too.
  await stopping.ask('/openapi.json');
  const closed = once(unused, 'close');
  await stopping.close();
  await closed;
});
