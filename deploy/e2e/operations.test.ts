/** What operators rely on: every part answers for its health, says what it does, and one request can be followed. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { credentials, loadPackageDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { protoPath } from 'grpc-health-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
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

const patience = { timeout: 60_000, interval: 50 };

/** What `GET /v1/cluster` says, as far as tests look at it. */
interface ClusterJson {
  readonly nodes: readonly { readonly id: string; readonly state: string; readonly image_ids: readonly string[] }[];
}

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

  it('shows administrators, and nobody else, the cluster', async () => {
    const { admin, pro } = stack.facts.keys;
    const { nodes } = await new Api(stack.url, admin).json<ClusterJson>('/v1/cluster');
    expect(nodes.map(({ state }) => state)).toEqual(['ready', 'ready']);
    expect((await new Api(stack.url, pro).fetch('/v1/cluster')).status).toBe(403);
  });

  it('empties a node that an operator drains: what it painted ends elsewhere, and it stays until it is uncordoned', async () => {
    const [admin, pro] = ['admin', 'pro'].map((name) => new Api(stack.url, stack.facts.keys[name])) as [Api, Api];
    const quartetctl = async (...words: string[]): Promise<string> => {
      const program = join(import.meta.dirname, '../../scheduler/quartetctl/quartetctl.mjs');
      const args = [program, ...words, '--address', stack.facts.scheduler[0]?.address ?? ''];
      return (await promisify(execFile)(process.execPath, args)).stdout;
    };
    const cluster = async (): Promise<ClusterJson['nodes']> => (await admin.json<ClusterJson>('/v1/cluster')).nodes;
    const accepted = await pro.post('/v1/generations', { prompt: 'a fox', count: 8, steps: 50 });
    const { id } = (await accepted.json()) as GenerationJson;
    const busy = await vi.waitFor(async () => {
      const node = (await cluster()).find(({ image_ids: images }) => images.length > 0);
      if (!node) throw new Error('nothing is painted yet');
      return node;
    }, patience);

    expect(await quartetctl('drain', busy.id, '--deadline', '0')).toContain('is drained by an operator');

    const isEmptied = { id: busy.id, state: 'draining', image_ids: [] };
    await vi.waitFor(async () => expect(await cluster()).toContainEqual(expect.objectContaining(isEmptied)), patience);
    expect((await pro.end(id)).images.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 'ready'));
    const replaced = 'quartet_scheduler_tasks_replaced_total';
    expect(await stack.metric('scheduler', replaced, { reason: 'draining' })).toBeGreaterThan(0);
    expect(await cluster()).toContainEqual(expect.objectContaining(isEmptied));
    expect(await quartetctl('uncordon', busy.id)).toContain(' ready ');
    expect(await quartetctl('explain', busy.id)).toContain('nothing waits');
  });

  it('made eight pictures of it and answered with its id', () => {
    expect(answeredId).toBe(requestId);
    expect(generation.images.map((image) => image.status)).toEqual(Array.from({ length: 8 }, () => 'ready'));
  });
});
