import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Header in which a request id comes in and goes out. */
export const requestIdHeader = 'x-request-id';

/** The caller's request id where it is short and plain enough to be logged, else a new one. */
export function requestIdOf(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers[requestIdHeader];
  return typeof given === 'string' && /^[A-Za-z0-9._-]{8,64}$/.test(given) ? given : randomUUID();
}
