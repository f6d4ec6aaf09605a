/** What request headers say. */
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { invalidField } from '../http/validation.ts';

/** No answer is held longer, so that proxies in between do not give up on it. */
const waitSecondsMax = 60;

const keyExpected = '1 to 255 visible ASCII characters';

/** Documents the headers of routes that accept work. Nothing is checked by it: Node gives header names in lower case. */
export const AcceptingHeaders = Type.Object({
  'Idempotency-Key': Type.Optional(
    Type.String({ description: `${keyExpected}: a repeat within a day is answered with what the first request made` }),
  ),
  Prefer: Type.Optional(
    Type.String({
      description: `"wait=N" holds the answer until the end, for at most N seconds and ${waitSecondsMax}`,
    }),
  ),
});

/** Description of routes that accept work. */
export const acceptingDescription =
  'Answers with the generation as it is accepted, and `Location`. `Idempotency-Key` makes repeats safe.';

/** The `Idempotency-Key`; empty where there is none. */
export function idempotencyKeyOf(request: Pick<FastifyRequest, 'headers'>): string {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return '';
  if (typeof key === 'string' && /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw invalidField('Idempotency-Key', keyExpected);
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
