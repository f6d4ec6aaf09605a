/** Every bad request is answered with a problem detail and a stable reason, and leaves nothing behind. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Api } from './support/api.ts';
import { Stack } from './support/stack.ts';

const unknownId = '01890000-0000-7000-8000-000000000000';

describe('bad input', () => {
  let stack: Stack;
  let pro: Api;
  let free: Api;
  beforeAll(async () => {
    stack = await Stack.start();
    pro = new Api(stack.url, stack.facts.keys['pro']);
    free = new Api(stack.url, stack.facts.keys['free']);
  });
  afterAll(() => stack?.remove());

  const ok = { prompt: 'a pig' };
  it.each<[string, unknown, number, string, string | undefined]>([
    ['no prompt', {}, 422, 'invalid_field', 'prompt'],
    ['an empty prompt', { prompt: '' }, 422, 'invalid_field', 'prompt'],
    ['a prompt of blanks', { prompt: ' \n ' }, 422, 'invalid_field', 'prompt'],
    ['a prompt too long', { prompt: 'x'.repeat(2001) }, 422, 'invalid_field', 'prompt'],
    ['a control character', { prompt: 'a\u0000b' }, 422, 'invalid_field', 'prompt'],
    ['a prompt of the wrong type', { prompt: 7 }, 422, 'invalid_field', 'prompt'],
    ['an unknown model', { ...ok, model: 'nothing' }, 422, 'unknown_model', 'model'],
    ['a size the model cannot do', { ...ok, size: '100x100' }, 422, 'unsupported_size', 'size'],
    ['a size that is none', { ...ok, size: 'big' }, 422, 'invalid_field', 'size'],
    ['no images', { ...ok, count: 0 }, 422, 'invalid_field', 'count'],
    ['too many images', { ...ok, count: 9 }, 422, 'invalid_field', 'count'],
    ['half an image', { ...ok, count: 1.5 }, 422, 'invalid_field', 'count'],
    ['a seed below 0', { ...ok, seed: -1 }, 422, 'invalid_field', 'seed'],
    ['a seed of 2^32', { ...ok, seed: 2 ** 32 }, 422, 'invalid_field', 'seed'],
    ['an unknown sampler', { ...ok, sampler: 'Nothing' }, 422, 'invalid_field', 'sampler'],
    ['an unknown visibility', { ...ok, visibility: 'secret' }, 422, 'invalid_field', 'visibility'],
    ['an unknown field', { ...ok, colour: 'red' }, 422, 'invalid_field', 'colour'],
    ['a list for a body', [ok], 422, 'invalid_field', undefined],
  ])('refuses %s', async (_what, body, status, reason, field) => {
    const response = await pro.post('/v1/generations', body);
    const problem = (await response.json()) as Record<string, unknown>;
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect([response.status, problem]).toMatchObject([status, { status, reason }]);
    if (field !== undefined) expect(problem['field']).toBe(field);
  });

  it('refuses a body that is not JSON, and one that is too large', async () => {
    const headers = { 'content-type': 'application/json' };
    const notJson = await pro.fetch('/v1/generations', { method: 'POST', headers, body: '{' });
    expect([notJson.status, await notJson.json()]).toMatchObject([400, { reason: 'not_json' }]);
    const large = await pro.post('/v1/generations', { prompt: 'x'.repeat(1024 * 1024) });
    expect([large.status, await large.json()]).toMatchObject([413, { reason: 'body_too_large' }]);
  });

  it('asks for credentials where a person is needed', async () => {
    const response = await new Api(stack.url).post('/v1/generations', ok);
    expect([response.status, await response.json()]).toMatchObject([401, { reason: 'unauthenticated' }]);
    const wrong = await new Api(stack.url, 'qk_wrong').fetch('/v1/me');
    expect(wrong.status).toBe(401);
  });

  it.each(['/v1/images/', '/v1/generations/'])('answers unknown and malformed ids of %s alike', async (path) => {
    const prefix = path.includes('images') ? 'img_' : 'gen_';
    const answers = await Promise.all(
      [`${prefix}${unknownId}`, 'nothing', prefix, "';--", 'x'.repeat(300)].map(async (id) => {
        const response = await pro.fetch(path + encodeURIComponent(id));
        return [response.status, await response.text()];
      }),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.[0]).toBe(404);
  });

  it('says which plan has private images, and where the limit in flight is', async () => {
    const secret = await free.post('/v1/generations', { ...ok, visibility: 'private' });
    expect([secret.status, await secret.json()]).toMatchObject([402, { reason: 'plan_required', plan: 'plus' }]);
    const long = { ...ok, count: 8, steps: 100 };
    const accepted = await free.generate(long);
    const tooMany = await free.post('/v1/generations', long);
    expect([tooMany.status, await tooMany.json()]).toMatchObject([429, { reason: 'inflight_limit' }]);
    expect(tooMany.headers.get('retry-after')).toMatch(/^\d+$/);
    await free.post(`/v1/generations/${accepted.id}/cancel`);
    const mine = await free.json<{ items: unknown[] }>('/v1/generations');
    expect(mine.items).toHaveLength(1);
  });

  it('left nothing behind', async () => {
    const mine = await pro.json<{ items: unknown[] }>('/v1/generations');
    expect(mine.items).toEqual([]);
  });
});
