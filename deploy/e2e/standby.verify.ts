/** What a person sees when the scheduler that leads dies or hangs and another takes over: nothing. */
import { Fleet } from '@quartet/protos/services.ts';
import { createClient } from '@quartet/service-kit/grpc-client.ts';
import { fromServiceError } from '@quartet/service-kit/grpc-errors.ts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { Api } from './support/api.ts';
import { metricValue } from './support/metric-value.ts';
import { SecondScheduler, leads } from './support/second-scheduler.ts';
import { Stack, isAlive } from './support/stack.ts';
import { stepsTaken } from './support/steps-taken.ts';
import { tryLease } from './support/try-lease.ts';

const patience = { timeout: 60_000, interval: 20 };
const nodes = ['node-0', 'node-1'];
const request = { prompt: 'a cactus in the desert', seed: 100, count: 4, steps: 100 };

let stack: Stack;
let pro: Api;
let second: SecondScheduler;

const ownMetrics = (): string => stack.facts.scheduler[0]?.metrics ?? '';

/** Every image took each of its steps once: none was painted twice, none started anew. */
function expectEachStepOnce(images: readonly { readonly id: string; readonly index: number }[]): void {
  const steps = stepsTaken(stack);
  for (const { id, index } of images) expect(steps.get(id), `steps of image ${index}`).toBe(request.steps);
}

beforeAll(async () => {
  stack = await Stack.start({ nodes: nodes.length, env: { QUARTET_NODE_STEP_LOG: '1' } });
  pro = new Api(stack.url, stack.facts.keys['pro']);
  second = await SecondScheduler.start(stack);
});

afterAll(async () => {
  await second?.kill();
  await stack?.remove();
});

it('a standby stands by, and names the leader to a node that comes to it', async () => {
  expect([await leads(ownMetrics()), await leads(second.metrics)]).toEqual([true, false]);
  const client = createClient(Fleet, second.address);
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
    expect(await leads(second.metrics)).toBe(true);
  }, patience);

  const done = await pro.end(id, 120_000);
  expect(done.status).toBe('succeeded');
  expectEachStepOnce(images);
  // What waited was placed by the new leader, and what comes now is.
  expect((await pro.end(waiting.id, 120_000)).status).toBe('succeeded');
  expect((await pro.end((await pro.generate({ ...request, count: 1, steps: 5 })).id)).status).toBe('succeeded');
  expect(await metricValue(second.metrics, 'quartet_scheduler_leases_granted_total')).toBeGreaterThan(0);
  // The one that was killed is back, as the standby.
  await vi.waitFor(async () => expect(await leads(ownMetrics())).toBe(false), patience);
  expect(await leads(second.metrics)).toBe(true);
});

it('a leader that hangs is replaced; when it wakes it steps down, and its leases are refused', async () => {
  const { id, images } = await pro.generate({ ...request, seed: 200 });
  await pro.painting(id);
  const epochBefore = await metricValue(second.metrics, 'quartet_scheduler_epoch');
  second.pause();
  try {
    await vi.waitFor(async () => expect(await leads(ownMetrics())).toBe(true), patience);
    expect(await metricValue(ownMetrics(), 'quartet_scheduler_epoch')).toBeGreaterThan(epochBefore);
    expect((await pro.end(id, 120_000)).status).toBe('succeeded');
    expectEachStepOnce(images);
    // Once this is painted the node has seen the later epoch.
    expect((await pro.end((await pro.generate({ ...request, count: 8, steps: 5 })).id)).status).toBe('succeeded');
  } finally {
    second.wake();
  }
  await vi.waitFor(async () => expect(await leads(second.metrics)).toBe(false), patience);
  expect(await leads(ownMetrics())).toBe(true);
  for (const [index, nodeId] of nodes.entries()) {
    const nodeAddress = stack.facts.nodes[index]?.address ?? '';
    const lease = { taskId: 'img_stale', epoch: epochBefore, number: 1_000, nodeId, nodeAddress };
    expect(await tryLease(lease)).toBe('REASON_STALE_EPOCH');
  }
});
