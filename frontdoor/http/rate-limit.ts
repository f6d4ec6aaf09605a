import rateLimit from '@fastify/rate-limit';
import { ReasonError } from '@quartet/protos/reasons.ts';
import type { FastifyInstance } from 'fastify';

/** Callers that are counted at once; the one not seen for longest is forgotten first. */
const callersMax = 50_000;

/**
 * Bounds what one caller may ask of one front door in a minute, by person or else by address, and says so in `RateLimit`
 * headers. Counted in memory: it protects this process, so it needs no shared count and no Redis. What plans allow is
 * counted in images, by the catalog.
 */
export async function installRateLimit(
  app: FastifyInstance,
  limits: { readonly perPerson: number; readonly perAddress: number },
): Promise<void> {
  await app.register(rateLimit, {
    // After credentials and fields were checked: the order of refusals is part of the API.
    hook: 'preHandler',
    timeWindow: 60_000,
    cache: callersMax,
    max: (request) => (request.viewer.userId ? limits.perPerson : limits.perAddress),
    keyGenerator: (request) => request.viewer.userId || request.ip,
    enableDraftSpec: true,
    errorResponseBuilder: (_request, { ttl }) =>
      new ReasonError('REASON_RATE_LIMIT', { retryAfterSeconds: Math.max(1, ttl / 1_000) }),
  });
}
