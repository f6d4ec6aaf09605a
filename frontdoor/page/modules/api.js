/** The front-door API as the page uses it. The session cookie travels by itself; the page never holds a key. */

/**
 * @typedef {{ type?: string, title?: string, detail?: string, status?: number, reason?: string, field?: string,
 *   expected?: string, plan?: string }} Problem RFC 9457 problem details.
 * @typedef {{ id: string, handle: string, plan: string }} Me
 * @typedef {'queued' | 'painting' | 'ready' | 'failed' | 'canceled'} ImageStatus
 * @typedef {{ id: string, generation_id: string, index: number, status: ImageStatus, reason?: string | null,
 *   seed: number, width: number, height: number, visibility: 'public' | 'private', action: string,
 *   owner?: { id?: string, handle?: string }, thumbhash?: string | null, created_at: string, position?: number,
 *   estimate_seconds?: number, step?: number, steps?: number, prompt?: string, negative_prompt?: string,
 *   model?: string, sampler?: string, guidance?: number, urls: { self: string, file: string, thumbnail: string } }} Image
 * @typedef {{ id: string, status: 'queued' | 'running' | 'succeeded' | 'failed' | 'canceled', created_at: string,
 *   prompt: string, negative_prompt?: string, visibility: 'public' | 'private', model: string, sampler?: string,
 *   steps?: number, guidance?: number, images: Image[], urls: { self: string, events: string, cancel: string } }} Generation
 * @typedef {{ id: string, name: string, description?: string, sizes: string[] }} Model
 */

/** A refusal of the API. */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {Problem} problem
   * @param {number | undefined} retryAfterSeconds
   */
  constructor(status, problem, retryAfterSeconds) {
    super(problem.title ?? `HTTP ${status}`);
    this.status = status;
    this.problem = problem;
    this.reason = problem.reason ?? '';
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Milliseconds after which an unanswered call counts as failed. */
const callTimeoutMs = 30_000;

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @param {Record<string, string>} [headers]
 * @returns {Promise<any>} The answer's JSON. Throws {@link ApiError} for a refusal, another error when nothing answered.
 */
async function call(method, path, body, headers = {}) {
  const response = await fetch(path, {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    credentials: 'same-origin',
    signal: AbortSignal.timeout(callTimeoutMs),
  });
  const text = await response.text();
  /** @type {any} */
  let json;
  try {
    json = text ? JSON.parse(text) : {};
  } catch {
    // A proxy's own error page is not JSON; the status says enough.
    json = {};
  }
  if (response.ok) return json;
  throw new ApiError(response.status, json, Number(response.headers.get('retry-after')) || undefined);
}

/** @param {string} id */
const segment = (id) => encodeURIComponent(id);

/** @returns {Promise<Me>} */
export const getMe = () => call('GET', '/v1/me');

/** @param {string} [key] None asks a local demo to sign itself in. */
export const createSession = (key) => call('POST', '/v1/session', key ? { key } : {});

/** @returns {Promise<Model[]>} The default first. */
export async function listModels() {
  const { items } = await call('GET', '/v1/models');
  return items;
}

/**
 * @param {Record<string, unknown>} request
 * @param {string} idempotencyKey The same for every attempt at one press of Generate.
 * @returns {Promise<Generation>}
 */
export const createGeneration = (request, idempotencyKey) =>
  call('POST', '/v1/generations', request, { 'idempotency-key': idempotencyKey });

/**
 * @param {string} id
 * @returns {Promise<Generation>}
 */
export const getGeneration = (id) => call('GET', `/v1/generations/${segment(id)}`);

/**
 * @param {number} limit
 * @returns {Promise<{ items: Generation[] }>} Own ones, newest first.
 */
export const listGenerations = (limit) => call('GET', `/v1/generations?limit=${limit}`);

/**
 * @param {Generation} generation
 * @returns {Promise<Generation>}
 */
export const cancelGeneration = (generation) => call('POST', generation.urls.cancel, {});

/**
 * @param {'explore' | 'creations'} view
 * @param {{ visibility?: string | undefined, cursor?: string | undefined, limit: number }} query
 * @returns {Promise<{ items: Image[], next_cursor?: string | null }>}
 */
export function listImages(view, { visibility, cursor, limit }) {
  const query = new URLSearchParams({ limit: String(limit) });
  if (visibility) query.set('visibility', visibility);
  if (cursor) query.set('cursor', cursor);
  return call('GET', `${view === 'explore' ? '/v1/images' : '/v1/me/images'}?${query.toString()}`);
}

/**
 * @param {string} id
 * @returns {Promise<Image>}
 */
export const getImage = (id) => call('GET', `/v1/images/${segment(id)}`);

/**
 * @param {string} id
 * @param {string} visibility
 * @returns {Promise<Image>}
 */
export const setVisibility = (id, visibility) => call('PATCH', `/v1/images/${segment(id)}`, { visibility });
