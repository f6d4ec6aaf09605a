/** What a person sees when the scheduler that leads dies or hangs and another takes over: nothing. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { RunResponse } from '@quartet/protos/generated/index.ts';
import { Fleet, Node } from '@quartet/protos/services.ts';
import { createClient } from '@quartet/service-kit/grpc-client.ts';
import { fromServiceError } from '@quartet/service-kit/grpc-errors.ts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { Api } from './support/api.ts';
import { Stack, isAlive } from './support/stack.ts';

const root = join(import.meta.dirname, '..', '..');
const patience = { timeout: 60_000, interval: 20 };
const nodes = ['node-0', 'node-1'];
const request = { prompt: 'a cactus in the desert', seed: 100, count: 4, steps: 100 };

let stack: Stack;
let pro: Api;
/** Where the second scheduler is. */
let address: string;
let metrics: string;
let second: ChildProcess;

async function freeAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  server.close();
  await once(server, 'close');
  if (typeof bound !== 'object' || !bound) throw new Error('no port');
  return `127.0.0.1:${bound.port}`;
}

async function figure(url: string, name: string): Promise<number> {
  const text = await (await fetch(url)).text();
  const line = text.split('\n').find((each) => each.startsWith(`${name}{`));
  if (!line) throw new Error(`no metric ${name}`);
  return Number(line.slice(line.lastIndexOf(' ') + 1));
}

const leads = async (url: string): Promise<boolean> => (await figure(url, 'quartet_scheduler_leader')) === 1;

const ownMetrics = (): string => stack.facts.scheduler[0]?.metrics ?? '';

/** Every image took each of its steps once: none was painted twice, none started anew. */
function expectEachStepOnce(images: readonly { readonly id: string; readonly index: number }[]): void {
  const steps = nodes.flatMap((node) => stack.log(node)).filter((line) => line.includes('"timesteps"'));
  for (const { id, index } of images) {
    expect(steps.filter((line) => line.includes(id)).length, `steps of image ${index}`).toBe(request.steps);
  }
}

beforeAll(async () => {
  stack = await Stack.start({ nodes: nodes.length, env: { QUARTET_NODE_STEP_LOG: '1' } });
  pro = new Api(stack.url, stack.facts.keys['pro']);
  address = await freeAddress();
  const ops = await freeAddress();
  metrics = `http://${ops}/metrics`;
  second = spawn(process.execPath, ['--import', 'tsx', join(root, 'scheduler', 'main.ts')], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      QUARTET_LOG_LEVEL: 'warn',
      QUARTET_OPS_LISTEN: ops,
      QUARTET_SCHEDULER_LISTEN: address,
      QUARTET_CATALOG_ADDRESS: stack.facts.catalog[0]?.address,
      QUARTET_REDIS_URL: stack.facts.redis[0]?.url,
    },
    // The channel ends it with this process.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await vi.waitFor(async () => {
    if (!(await fetch(`http://${ops}/readyz`)).ok) throw new Error('the second scheduler is not ready');
  }, patience);
});

afterAll(async () => {
  if (second && second.exitCode === null && second.signalCode === null) {
    const ended = once(second, 'exit');
    second.kill('SIGKILL');
    await ended;
  }
  await stack?.remove();
});

it('a standby stands by, and names the leader to a node that comes to it', async () => {
  expect([await leads(ownMetrics()), await leads(metrics)]).toEqual([true, false]);
  const client = createClient(Fleet, address);
  const refusal = await new Promise((resolve) => {
    client.join().on('error', (error) => resolve(fromServiceError(error)));
  });
  client.close();
  const { address: leader } = stack.facts.scheduler[0] ?? {};
  expect(refusal).toMatchObject({ reason: 'REASON_NOT_LEADER', details: { leader } });
});

it('painting goes on when the leader is killed and the standby takes over', async () => {
  const { id, images } = await pro.generate(request);
  await pro.painting(id);
  const waiting = await pro.generate({ ...request, count: 8, steps: 5 });
  const killed = new Set<number>();
  await vi.waitFor(async () => {
    // Its supervisor starts it again, and whoever comes first takes the lock: here it shall be the other.
    const { pid } = stack.facts.scheduler[0] ?? {};
    if (pid !== undefined && !killed.has(pid) && isAlive(pid)) process.kill(pid, 'SIGKILL');
    if (pid !== undefined) killed.add(pid);
    expect(await leads(metrics)).toBe(true);
  }, patience);

  const done = await pro.end(id, 120_000);
  expect(done.status).toBe('succeeded');
  expectEachStepOnce(images);
  // What waited was placed by the new leader, and what comes now is.
  expect((await pro.end(waiting.id, 120_000)).status).toBe('succeeded');
  expect((await pro.end((await pro.generate({ ...request, count: 1, steps: 5 })).id)).status).toBe('succeeded');
  expect(await figure(metrics, 'quartet_scheduler_leases_granted_total')).toBeGreaterThan(0);
  // The one that was killed is back, as the standby.
  await vi.waitFor(async () => expect(await leads(ownMetrics())).toBe(false), patience);
  expect(await leads(metrics)).toBe(true);
});

it('a leader that hangs is replaced; when it wakes it steps down, and its leases are refused', async () => {
  const { id, images } = await pro.generate({ ...request, seed: 200 });
  await pro.painting(id);
  const epochBefore = await figure(metrics, 'quartet_scheduler_epoch');
  second.kill('SIGSTOP');
  try {
    await vi.waitFor(async () => expect(await leads(ownMetrics())).toBe(true), patience);
    expect(await figure(ownMetrics(), 'quartet_scheduler_epoch')).toBeGreaterThan(epochBefore);
    expect((await pro.end(id, 120_000)).status).toBe('succeeded');
    expectEachStepOnce(images);
    // Once this is painted the node has seen the later epoch.
    expect((await pro.end((await pro.generate({ ...request, count: 8, steps: 5 })).id)).status).toBe('succeeded');
  } finally {
    second.kill('SIGCONT');
  }
  await vi.waitFor(async () => expect(await leads(metrics)).toBe(false), patience);
  expect(await leads(ownMetrics())).toBe(true);
  for (const [index, nodeId] of nodes.entries()) {
    const nodeAddress = stack.facts.nodes[index]?.address ?? '';
    const lease = { taskId: 'img_stale', epoch: epochBefore, number: 1_000, nodeId, nodeAddress };
    expect(await failureOf(nodeAddress, lease)).toBe('REASON_STALE_EPOCH');
  }
});

/** Why a node does not take a lease. */
async function failureOf(
  nodeAddress: string,
  lease: { taskId: string; epoch: number; number: number; nodeId: string; nodeAddress: string },
): Promise<string | undefined> {
  const client = createClient(Node, nodeAddress);
  const stream = client.run();
  const answer = new Promise<RunResponse>((resolve, reject) => {
    stream.on('data', resolve);
    stream.on('error', reject);
  });
  stream.write({ taskId: lease.taskId, start: { lease, content: { model: 'none' }, requestId: 'stale' } });
  const { failed } = await answer;
  stream.on('error', () => undefined);
  stream.cancel();
  client.close();
  return failed?.reason;
}
