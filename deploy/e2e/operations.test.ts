/** What operators rely on: every part answers for its health, says what it does, and one request can be followed. */
import { credentials, loadPackageDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { protoPath } from 'grpc-health-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Api, type GenerationJson } from './support/api.ts';
import { type Part, Stack } from './support/stack.ts';

/** One metric of each thing that is promised to be measured. */
const promised: readonly (readonly [Part, string])[] = [
  ['frontdoor', 'quartet_frontdoor_http_request_seconds_count'],
  ['catalog', 'quartet_catalog_generations_accepted_total'],
  ['catalog', 'quartet_catalog_image_finish_seconds_count'],
  ['worker', 'quartet_worker_first_preview_seconds_count'],
  ['scheduler', 'quartet_scheduler_leases_granted_total'],
  ['nodes', 'quartet_node_batch_samples_count'],
  ['nodes', 'quartet_node_step_seconds_count'],
  ['nodes', 'quartet_node_gpu_seconds_total'],
];

/** Of a quiet system these are zero, and there. */
const zeroAtRest: readonly (readonly [Part, string])[] = [
  ['scheduler', 'quartet_scheduler_queued_tasks'],
  ['scheduler', 'quartet_scheduler_demand_gpu_seconds'],
  ['scheduler', 'quartet_scheduler_tasks_replaced_total'],
];

interface HealthClient {
  check(request: object, callback: (error: Error | null, response?: { status: string }) => void): void;
  close(): void;
}

function healthClient(address: string): HealthClient {
  const { grpc } = loadPackageDefinition(loadSync(protoPath, { enums: String })) as unknown as {
    grpc: { health: { v1: { Health: new (address: string, creds: unknown) => HealthClient } } };
  };
  return new grpc.health.v1.Health(address, credentials.createInsecure());
}

describe('operations', () => {
  const requestId = 'e2e-follow-me';
  let stack: Stack;
  let generation: GenerationJson;
  let answeredId: string | null;
  beforeAll(async () => {
    stack = await Stack.start({ nodes: 2 });
    const pro = new Api(stack.url, stack.facts.keys['pro']);
    const accepted = await pro.post('/v1/generations', { prompt: 'a pig', count: 8 }, { 'x-request-id': requestId });
    answeredId = accepted.headers.get('x-request-id');
    generation = await pro.end(((await accepted.json()) as GenerationJson).id);
  });
  afterAll(() => stack?.remove());

  it('runs each part as a process of its own', () => {
    const { frontdoor, catalog, worker, scheduler, nodes } = stack.facts;
    const pids = [frontdoor, catalog, worker, scheduler, nodes].flat().map(({ pid }) => pid);
    expect(new Set(pids).size).toBe(6);
  });

  it.each(['frontdoor', 'catalog', 'worker', 'scheduler', 'node-0', 'node-1'])(
    'shows the request id in the log of %s',
    (name) => {
      const lines = stack.log(name).filter((line) => line.includes(requestId));
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) expect(JSON.parse(line)).toMatchObject({ request_id: requestId });
    },
  );

  it.each(promised)('%s measures %s', async (part, name) => {
    expect(await stack.metric(part, name)).toBeGreaterThan(0);
  });

  it.each(zeroAtRest)('%s exports %s as zero at rest', async (part, name) => {
    const { metrics } = stack.facts[part][0] ?? {};
    expect(await (await fetch(metrics ?? '')).text()).toContain(`\n${name}{`);
    await expect.poll(() => stack.metric(part, name), { timeout: 10_000 }).toBe(0);
  });

  it.each(['catalog', 'scheduler', 'nodes'] as const)('%s answers the standard gRPC health check', async (part) => {
    for (const { address } of stack.facts[part]) {
      const client = healthClient(address ?? '');
      const status = await new Promise((resolve, reject) => {
        client.check({}, (error, response) => (error ? reject(error) : resolve(response?.status)));
      });
      client.close();
      expect(status).toBe('SERVING');
    }
  });

  it('made eight pictures of it and answered with its id', () => {
    expect(answeredId).toBe(requestId);
    expect(generation.images.map((image) => image.status)).toEqual(Array.from({ length: 8 }, () => 'ready'));
  });
});
