import { Reason, ReasonError, reasonTable } from '@quartet/protos/reasons.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { problemOf, reasonErrorOf } from './problems.ts';
import { type TestApp, json, startTestApp } from './testing/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());

interface Refusal {
  readonly name: string;
  readonly path: string;
  readonly init?: RequestInit & { key?: string };
  readonly want: { status: number; reason: string; field?: string };
}

const key = 'qk_owner';
const generations = '/v1/generations';

const refusals: readonly Refusal[] = [
  {
    name: 'no credentials where a person is needed, whatever else is wrong',
    path: generations,
    init: { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } },
    want: { status: 401, reason: 'unauthenticated' },
  },
  {
    name: 'an unknown key, even for what is public',
    path: '/v1/images',
    init: { key: 'qk_unknown' },
    want: { status: 401, reason: 'unauthenticated' },
  },
  {
    name: 'another scheme',
    path: '/v1/images',
    init: { headers: { authorization: 'Basic cXVhcnRldA==' } },
    want: { status: 401, reason: 'unauthenticated' },
  },
  {
    name: 'a body that is not JSON',
    path: generations,
    init: { key, method: 'POST', body: '{"prompt":', headers: { 'content-type': 'application/json' } },
    want: { status: 400, reason: 'not_json' },
  },
  {
    name: 'a body that would poison prototypes',
    path: generations,
    init: { key, method: 'POST', body: '{"__proto__":{}}', headers: { 'content-type': 'application/json' } },
    want: { status: 400, reason: 'not_json' },
  },
  {
    name: 'a body above 1 MiB',
    path: generations,
    init: { key, ...json({ prompt: 'x'.repeat(1024 * 1024) }) },
    want: { status: 413, reason: 'body_too_large' },
  },
  {
    name: 'another media type',
    path: generations,
    init: { key, method: 'POST', body: 'prompt=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    want: { status: 400, reason: 'not_json' },
  },
  {
    name: 'no body',
    path: generations,
    init: { key, method: 'POST' },
    want: { status: 422, reason: 'invalid_field', field: 'prompt' },
  },
  {
    name: 'a missing field',
    path: generations,
    init: { key, ...json({ count: 2 }) },
    want: { status: 422, reason: 'invalid_field', field: 'prompt' },
  },
  {
    name: 'an unknown field',
    path: generations,
    init: { key, ...json({ prompt: 'x', colour: 'red' }) },
    want: { status: 422, reason: 'invalid_field', field: 'colour' },
  },
  {
    name: 'an Idempotency-Key of other characters',
    path: generations,
    init: {
      key,
      ...json({ prompt: 'x' }),
      headers: { 'content-type': 'application/json', 'idempotency-key': 'a b' },
    },
    want: { status: 422, reason: 'invalid_field', field: 'Idempotency-Key' },
  },
  {
    name: 'an unknown model',
    path: generations,
    init: { key, ...json({ prompt: 'x', model: 'none' }) },
    want: { status: 422, reason: 'unknown_model', field: 'model' },
  },
  {
    name: 'a size the model does not paint',
    path: generations,
    init: { key, ...json({ prompt: 'x', size: '123x123' }) },
    want: { status: 422, reason: 'unsupported_size', field: 'size' },
  },
  {
    name: 'a limit out of range',
    path: '/v1/images?limit=101',
    want: { status: 422, reason: 'invalid_field', field: 'limit' },
  },
  {
    name: 'an unknown query parameter',
    path: '/v1/images?sort=likes',
    want: { status: 422, reason: 'invalid_field', field: 'sort' },
  },
  {
    name: 'a field of an image that is not there: fields come first',
    path: '/v1/images/img_9',
    init: { key, ...json({ visibility: 'hidden' }, 'PATCH') },
    want: { status: 422, reason: 'invalid_field', field: 'visibility' },
  },
  {
    name: 'a field deep in the body',
    path: '/v1/images/visibility',
    init: { key, ...json({ image_ids: ['img_0', 7], visibility: 'public' }) },
    want: { status: 422, reason: 'invalid_field', field: 'image_ids/1' },
  },
  { name: 'an unknown id', path: '/v1/generations/gen_9', want: { status: 404, reason: 'not_found' } },
  { name: 'an unknown route', path: '/v1/nothing', want: { status: 404, reason: 'no_such_route' } },
  {
    name: 'an unknown method',
    path: '/v1/models',
    init: { method: 'PUT' },
    want: { status: 404, reason: 'no_such_route' },
  },
  { name: 'an address that cannot be decoded', path: '/v1/%zz', want: { status: 404, reason: 'no_such_route' } },
  {
    name: 'what the plan lacks',
    path: '/v1/images/img_1',
    init: { key, ...json({ visibility: 'private' }, 'PATCH') },
    want: { status: 402, reason: 'plan_required' },
  },
];

describe('a refusal', () => {
  it.each(refusals)('$name: $want.status $want.reason', async ({ path, init, want }) => {
    const response = await app.ask(path, init);
    expect(response.status).toBe(want.status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const problem = (await response.json()) as Record<string, unknown>;
    expect(problem).toMatchObject(want);
    expect(Object.keys(problem)).not.toEqual(expect.arrayContaining(['instance']));
  });

  it('is counted by its reason, each of which is zero before', async () => {
    const other = await startTestApp();
    const count = async (reason: string) => {
      const metric = await other.registry.getSingleMetric('quartet_frontdoor_http_errors_total')?.get();
      return metric?.values.find(({ labels }) => labels['reason'] === reason)?.value;
    };
    expect([await count('unknown_model'), await count('not_found')]).toEqual([0, 0]);
    await other.ask(generations, { key, ...json({ prompt: 'x', model: 'none' }) });
    await other.ask('/v1/generations/gen_9/events');
    await other.ask('/v1/models');
    await vi.waitFor(async () => expect([await count('unknown_model'), await count('not_found')]).toEqual([1, 1]));
    await other.close();
  });

  it('says what a field must be and never what it was', async () => {
    const response = await app.ask(generations, { key, ...json({ prompt: 'secret\u0007', sampler: 'secret' }) });
    const text = await response.text();
    expect(text).not.toContain('secret');
    expect(JSON.parse(text)).toMatchObject({ field: 'prompt', expected: expect.stringContaining('1 to 2,000') });
  });

  it('names the cheapest plan that may', async () => {
    const response = await app.ask('/v1/images/img_1', { key, ...json({ visibility: 'private' }, 'PATCH') });
    expect(await response.json()).toMatchObject({ plan: 'plus' });
  });

  it('is the same for a malformed, an unknown and an invisible id', async () => {
    for (const image of app.generation.images) image.visibility = 'VISIBILITY_PRIVATE';
    const ids = ['gen_9', 'gen_1', 'x', '%00', '../x', 'é', 'x'.repeat(4_000)];
    const answers = await Promise.all(
      ids.map(async (id) => {
        const response = await app.ask(`/v1/generations/${encodeURIComponent(id)}`, { key: 'qk_stranger' });
        const headers = [...response.headers].filter(
          ([name]) => !['date', 'x-request-id', 'ratelimit-remaining', 'ratelimit-reset'].includes(name),
        );
        return JSON.stringify([response.status, headers, await response.text()]);
      }),
    );
    for (const image of app.generation.images) image.visibility = 'VISIBILITY_PUBLIC';
    expect(new Set(answers).size).toBe(1);
  });
});

describe('the table of reasons', () => {
  it.each(Object.values(Reason))('%s is answered with its own status and sentence', (reason) => {
    const { http: status, title } = reasonTable[reason];
    expect(problemOf(new ReasonError(reason))).toMatchObject({ status, title });
  });

  it('hides what is not expected', () => {
    expect(reasonErrorOf(new Error('a secret')).reason).toBe('REASON_INTERNAL');
    expect(JSON.stringify(problemOf(reasonErrorOf(new Error('a secret'))))).not.toContain('secret');
  });
});
