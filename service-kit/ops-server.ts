import fastify from 'fastify';
import type { Registry } from 'prom-client';
import { parseAddress } from './address.ts';

/** A running operations server. */
export interface OpsServer {
  /** Where it listens, host:port. */
  readonly address: string;
  close(): Promise<void>;
}

/**
 * Serves what operators and probes ask of every process: `/metrics` (Prometheus), `/livez` (the process answers) and
 * `/readyz` (503 with what is missing until `missing` returns none).
 */
export async function startOpsServer(options: {
  readonly listen: string;
  readonly registry: Registry;
  /** What this process still waits for, by name; empty when it can serve. */
  readonly missing: () => readonly string[];
}): Promise<OpsServer> {
  const app = fastify({ forceCloseConnections: true });
  app.get('/livez', () => ({ status: 'live' }));
  app.get('/readyz', (_request, reply) => {
    const missing = options.missing();
    return reply
      .code(missing.length > 0 ? 503 : 200)
      .send({ status: missing.length > 0 ? 'waiting' : 'ready', missing });
  });
  app.get('/metrics', async (_request, reply) => {
    return reply.type(options.registry.contentType).send(await options.registry.metrics());
  });
  const { host, port } = parseAddress(options.listen);
  await app.listen({ host, port });
  const bound = app.server.address();
  const boundPort = typeof bound === 'object' && bound ? bound.port : port;
  return { address: `${host}:${boundPort}`, close: () => app.close() };
}
