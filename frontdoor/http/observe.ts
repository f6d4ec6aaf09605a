/** One log line and one measurement a request. Neither holds the URL's query, the body or an id as a label. */
import { Reason, reasonName } from '@quartet/protos/reasons.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import { Counter, Histogram, type Registry, waitBuckets } from '@quartet/service-kit/metrics.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requestIdHeader } from './request-id.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the answer is a stream of events, whose length says nothing of how fast the front door is. */
    readonly stream?: boolean;
  }
}

export function installObservation(app: FastifyInstance, log: Logger, registry: Registry): void {
  const seconds = new Histogram({
    name: 'quartet_frontdoor_http_request_seconds',
    help: 'Time from the arrival of an HTTP request to the end of its answer, by route, method and status class; event streams are left out.',
    labelNames: ['route', 'method', 'status'],
    buckets: waitBuckets,
    registers: [registry],
  });
  const errors = new Counter({
    name: 'quartet_frontdoor_http_errors_total',
    help: 'HTTP requests that were refused or failed, event streams included, by reason.',
    labelNames: ['reason'],
    registers: [registry],
  });
  // A rate sees the first of a kind only where there was a zero before it.
  for (const reason of Object.values(Reason)) errors.inc({ reason: reasonName(reason) }, 0);
  app.addHook('onRequest', (request, reply, done) => {
    reply.header(requestIdHeader, request.id);
    // The answer's close, unlike the onResponse hook, comes also when the client went away before the end.
    const startedAt = performance.now();
    reply.raw.once('close', () => observe(request, reply, performance.now() - startedAt));
    done();
  });

  function observe(request: FastifyRequest, reply: FastifyReply, ms: number): void {
    const route = request.routeOptions.url ?? 'none';
    const { method } = request;
    const { statusCode: status } = reply;
    if (!request.routeOptions.config.stream) {
      seconds.observe({ route, method, status: `${Math.floor(status / 100)}xx` }, ms / 1_000);
    }
    if (reply.refusedBecause) errors.inc({ reason: reasonName(reply.refusedBecause) });
    // Absent on requests that ended before anyone asked who sent them.
    const userId = (request as { viewer?: { userId: string } }).viewer?.userId;
    const aborted = reply.raw.writableFinished ? undefined : true;
    log.info(
      { route, method, status, ms: Math.round(ms), request_id: request.id, user_id: userId || undefined, aborted },
      'request',
    );
  }
}
