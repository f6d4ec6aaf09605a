/** What request headers say. */
import type { FastifyRequest } from 'fastify';
import { invalidField } from '../http/validation.ts';

/** No answer is held longer, so that proxies in between do not give up on it. */
const waitSecondsMax = 60;

/** The `Idempotency-Key`; empty where there is none. */
export function idempotencyKeyOf(request: Pick<FastifyRequest, 'headers'>): string {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return '';
  if (typeof key === 'string' && /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw invalidField('Idempotency-Key', '1 to 255 visible ASCII characters');
}

/** Seconds of `Prefer: wait=N` (RFC 7240), at most 60; 0 where it is absent or not understood, as that RFC wants it. */
export function secondsToWait(request: Pick<FastifyRequest, 'headers'>): number {
  const { prefer = '' } = request.headers;
  const preferences = String(prefer).split(',');
  for (const preference of preferences) {
    const seconds = /^\s*wait\s*=\s*"?(\d{1,6})"?\s*$/i.exec(preference)?.[1];
    if (seconds !== undefined) return Math.min(Number(seconds), waitSecondsMax);
  }
  return 0;
}
