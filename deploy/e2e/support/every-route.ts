/** Every route of the API that takes an id, asked with any id by anyone: so that a new route is walked without a word here. */
import type { Api } from './api.ts';

/** A route of the API's own description. */
export interface Route {
  readonly method: string;
  /** `/v1/images/{id}/file`. */
  readonly path: string;
}

/** What a route must be sent to get as far as looking for the id; every other takes no body or an empty one. */
const bodies: Readonly<Record<string, object>> = { 'PATCH /v1/images/{id}': { visibility: 'public' } };

/** Headers that differ from one answer to the next, whatever is asked. */
const ownOfAnAnswer = new Set(['date', 'x-request-id', 'ratelimit-remaining', 'ratelimit-reset']);

/** All routes with an id in their path. */
export async function routesWithId(api: Api): Promise<readonly Route[]> {
  const { paths } = await api.json<{ paths: Record<string, Record<string, unknown>> }>('/openapi.json');
  return Object.entries(paths)
    .filter(([path]) => path.startsWith('/v1/') && path.includes('{id}'))
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })));
}

/** Status, headers and body of a route's answer for an id: all that tells an answer from another. */
export async function answerFor(api: Api, { method, path }: Route, id: string): Promise<readonly unknown[]> {
  const body = bodies[`${method} ${path}`];
  const response = await api.fetch(path.replace('{id}', id), {
    method,
    ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
  });
  const headers = [...response.headers].filter(([name]) => !ownOfAnAnswer.has(name));
  return [response.status, headers, await response.text()];
}
