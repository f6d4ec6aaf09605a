/** Every route of the API's own description, asked for what is private by those who may not see it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestApp, startTestApp } from '../http/testing/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
  for (const image of app.generation.images) image.visibility = 'VISIBILITY_PRIVATE';
});
afterAll(() => app.close());

/** What a route must be sent to get as far as looking for the id. */
const bodies: Readonly<Record<string, object>> = { 'PATCH /v1/images/{id}': { visibility: 'public' } };
const ownOfAnAnswer = new Set(['date', 'x-request-id', 'ratelimit-remaining', 'ratelimit-reset']);

it.each([
  ['nobody', undefined],
  ['a stranger', 'qk_stranger'],
])('answers %s for a private id as for an unknown one', async (_who, key) => {
  const { paths } = (await (await app.ask('/openapi.json')).json()) as { paths: Record<string, object> };
  const routes = Object.entries(paths)
    .filter(([path]) => path.startsWith('/v1/') && path.includes('{id}'))
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => ({ path, method: method.toUpperCase() })));
  expect(routes.length).toBeGreaterThanOrEqual(16);
  for (const { path, method } of routes) {
    const what = `${method} ${path}`;
    const answerFor = async (id: string) => {
      const body = bodies[what];
      const response = await app.ask(path.replace('{id}', id), {
        key,
        method,
        ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
      });
      const headers = [...response.headers].filter(([name]) => !ownOfAnAnswer.has(name));
      return [response.status, headers, await response.text()];
    };
    const [hidden, unknown] = path.startsWith('/v1/generations/') ? ['gen_1', 'gen_9'] : ['img_0', 'img_9'];
    const answer = await answerFor(hidden);
    expect(answer, what).toEqual(await answerFor(unknown));
    expect(key ? [404] : [401, 404], what).toContain(answer[0]);
  }
});
