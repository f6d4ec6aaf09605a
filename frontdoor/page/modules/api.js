/** The front-door API as the page uses it. The session cookie travels by itself; the page never holds a key. */
import { randomId } from './random-id.js';

/**
 * @typedef {{ type?: string, title?: string, detail?: string, status?: number, reason?: string, field?: string,
 *   expected?: string, plan?: string }} Problem RFC 9457 problem details.
 * @typedef {{ id: string, handle: string, plan: string }} Me
 * @typedef {'queued' | 'painting' | 'ready' | 'failed' | 'canceled'} ImageStatus
 * @typedef {'auto' | 'on' | 'off'} MagicPrompt
 * @typedef {{ id: string, generation_id: string, index: number, status: ImageStatus, reason?: string | null,
 *   seed: number, width: number, height: number, visibility: 'public' | 'private', action: string,
 *   owner?: { id?: string, handle?: string }, thumbhash?: string | null, created_at: string, position?: number,
 *   likes: number, liked: boolean, pinned: boolean, parent_id?: string | null, children?: string[],
 *   written_prompt?: string | null, magic_prompt?: MagicPrompt | null, estimate_seconds?: number, step?: number,
 *   steps?: number | null, prompt?: string, negative_prompt?: string, model?: string, sampler?: string | null,
 *   guidance?: number | null, urls: { self: string, file: string, thumbnail: string } }} Image `children` only where one is
 *   asked for by itself.
 * @typedef {{ id: string, status: 'queued' | 'running' | 'succeeded' | 'failed' | 'canceled', created_at: string,
 *   action: string, parent_id?: string | null, prompt: string, negative_prompt?: string,
 *   magic_prompt?: MagicPrompt | null, visibility: 'public' | 'private', model: string, sampler?: string | null,
 *   steps?: number | null, guidance?: number | null, images: Image[],
 *   urls: { self: string, events: string, cancel: string } }} Generation
 * @typedef {{ id: string, name: string, description?: string, sizes: string[], magic_prompt_auto: boolean }} Model
 * @typedef {{ name: string, rights: string[] }} Plan
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

/** @returns {Promise<Plan[]>} The cheapest first. */
export async function listPlans() {
  const { items } = await call('GET', '/v1/plans');
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
 * The same prompt and options with new seeds.
 * @param {string} id
 * @returns {Promise<Generation>} A new one.
 */
export const retryGeneration = (id) =>
  call('POST', `/v1/generations/${segment(id)}/retry`, undefined, { 'idempotency-key': randomId() });

/**
 * Deletes it with all its pictures.
 * @param {string} id
 * @returns {Promise<unknown>}
 */
export const deleteGeneration = (id) => call('DELETE', `/v1/generations/${segment(id)}`);

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

/**
 * Makes a picture from another.
 * @param {string} id
 * @param {'upscale' | 'remove-background'} action
 * @returns {Promise<Generation>} Of one image.
 */
export const transformImage = (id, action) =>
  call('POST', `/v1/images/${segment(id)}/${action}`, undefined, { 'idempotency-key': randomId() });

/**
 * @param {string} id
 * @param {boolean} liked Whether the viewer likes it from now on.
 * @returns {Promise<Image>}
 */
export const setLike = (id, liked) => call(liked ? 'PUT' : 'DELETE', `/v1/images/${segment(id)}/like`);

/**
 * @param {string} id
 * @param {boolean} pinned Whether its owner's profile shows it from now on.
 * @returns {Promise<Image>}
 */
export const setPin = (id, pinned) => call(pinned ? 'PUT' : 'DELETE', `/v1/images/${segment(id)}/pin`);

/** @param {string} id The address of its file as an attachment. */
export const downloadAddress = (id) => `/v1/images/${segment(id)}/download`;
