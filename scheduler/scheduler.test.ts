/**
 * The scheduler as its peers see it: a real server and Redis, a catalog that gives epochs, a node that joins, a worker that
 * places.
 */
import assert from 'node:assert';
import type { ClientDuplexStream } from '@grpc/grpc-js';
import type {
  JoinRequestInput,
  JoinResponse,
  Lease,
  PlaceRequestInput,
  PlaceResponse,
} from '@quartet/protos/generated/index.ts';
import { leaseName } from '@quartet/protos/leases.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { Admin, Fleet, Placement } from '@quartet/protos/services.ts';
import { callUnary, createClient } from '@quartet/service-kit/grpc-client.ts';
import type { GrpcServer } from '@quartet/service-kit/grpc-server.ts';
import { keepStreamOpen } from '@quartet/service-kit/keep-stream-open.ts';
import { LeaderClient } from '@quartet/service-kit/leader-client.ts';
import { createLogger } from '@quartet/service-kit/log.ts';
import { afterAll, test as base, beforeAll, vi } from 'vitest';
import type { NodeReport } from './core/events.ts';
import { TestRedis, redisProgram, startCatalog } from './server/testing.ts';
import { type RunningScheduler, startScheduler } from './start.ts';
import { aReport, aTask } from './testing.ts';

const patience = { timeout: 10_000, interval: 10 };
const options = { deadlineMs: 5_000 };

let redis: TestRedis;
let databases = 0;
beforeAll(async () => {
  if (redisProgram) redis = await TestRedis.start();
});
afterAll(() => redis?.stop());

interface Peer<Request, Response> {
  readonly stream: ClientDuplexStream<Request, Response>;
  readonly heard: Response[];
  readonly isOver: () => boolean;
}

function listen<Request, Response>(stream: ClientDuplexStream<Request, Response>): Peer<Request, Response> {
  const heard: Response[] = [];
  let isOver = false;
  stream.on('data', (message: Response) => heard.push(message));
  stream.on('error', () => undefined);
  stream.on('status', () => {
    isOver = true;
  });
  return { stream, heard, isOver: () => isOver };
}

/** The wire's arrays are mutable ones. */
function asRequest(report: NodeReport): JoinRequestInput {
  const { models, stored, running, ended } = report;
  return { ...report, models: [...models], stored: [...stored], running: [...running], ended: [...ended] };
}

/** A running scheduler with its catalog, and the peers that tests open. */
class System {
  readonly catalog: GrpcServer;
  readonly redisUrl: string;
  readonly closers: (() => void)[] = [];
  scheduler: RunningScheduler;

  private constructor(catalog: GrpcServer, redisUrl: string, scheduler: RunningScheduler) {
    this.catalog = catalog;
    this.redisUrl = redisUrl;
    this.scheduler = scheduler;
  }

  static async start(): Promise<System> {
    const catalog = await startCatalog(7);
    const redisUrl = redis.url(databases);
    databases += 1;
    return new System(catalog, redisUrl, await start(catalog, redisUrl, '127.0.0.1:0'));
  }

  async restart(): Promise<void> {
    const { address } = this.scheduler;
    await this.scheduler.stop();
    this.scheduler = await start(this.catalog, this.redisUrl, address);
  }

  join(report: NodeReport): Peer<JoinRequestInput, JoinResponse> {
    const client = createClient(Fleet, this.scheduler.address);
    const peer = listen(client.join());
    this.closers.push(() => (peer.stream.cancel(), client.close()));
    peer.stream.write(asRequest(report));
    return peer;
  }

  openPlace(): Peer<PlaceRequestInput, PlaceResponse> {
    const client = createClient(Placement, this.scheduler.address);
    const peer = listen(client.place());
    this.closers.push(() => (peer.stream.cancel(), client.close()));
    return peer;
  }

  async stop(): Promise<void> {
    for (const close of this.closers) close();
    await this.scheduler.stop();
    await this.catalog.close(100);
  }
}

/** Resolves when it leads. */
async function start(catalog: GrpcServer, redisUrl: string, listenAddress: string): Promise<RunningScheduler> {
  const scheduler = await startScheduler(
    {
      QUARTET_LOG_LEVEL: 'error',
      QUARTET_OPS_LISTEN: '127.0.0.1:0',
      QUARTET_SCHEDULER_LISTEN: listenAddress,
      QUARTET_CATALOG_ADDRESS: catalog.address,
      QUARTET_REDIS_URL: redisUrl,
    },
    createLogger('scheduler', 'error'),
  );
  await vi.waitFor(async () => {
    const ready = await fetch(`http://${scheduler.opsAddress}/readyz`);
    assert(ready.ok, 'the scheduler is ready');
  }, patience);
  return scheduler;
}

/** Each test has a system of its own, so that they listen after their takeovers at the same time. */
const test = base
  .extend<{ system: System }>({
    // oxlint-disable-next-line no-empty-pattern -- Vitest reads the names of needed fixtures from this pattern.
    system: async ({}, use) => {
      const system = await System.start();
      await use(system);
      await system.stop();
    },
  })
  .skipIf(!redisProgram);

/** The lease that was last told of a task. */
function leaseOf(worker: Peer<PlaceRequestInput, PlaceResponse>, taskId: string): Lease {
  const lease = worker.heard.findLast((response) => response.taskId === taskId)?.leased;
  assert(lease, `${taskId} has a lease`);
  return lease;
}

function place(worker: Peer<PlaceRequestInput, PlaceResponse>, taskId: string, failed?: Lease): void {
  const failure = failed && ({ failedLease: failed, failedReason: 'REASON_NODE_LOST' } as const);
  worker.stream.write({ taskId, place: { task: aTask(taskId), ...failure } });
}

test.concurrent(
  'A node that joins is welcomed with the epoch, and a worker gets a lease on it',
  async ({ system, expect }) => {
    const worker = system.openPlace();
    place(worker, 'img_1');
    await vi.waitFor(() => expect(worker.heard[0]?.queued).toMatchObject({ position: 0 }), patience);

    const node = system.join(aReport('a'));

    await vi.waitFor(() => leaseOf(worker, 'img_1'), patience);
    expect(node.heard[0]?.welcome).toEqual({ epoch: 7 });
    expect(leaseOf(worker, 'img_1')).toMatchObject({
      taskId: 'img_1',
      epoch: 7,
      number: 1,
      nodeId: 'a',
      nodeAddress: 'a:1',
    });
    // Ten steps of 100 ms and 200 ms more, twenty times, from when it was placed.
    expect(leaseOf(worker, 'img_1')?.dueInMs).toBeLessThanOrEqual(24_000);
    expect(leaseOf(worker, 'img_1')?.dueInMs).toBeGreaterThan(0);
  },
);

test.concurrent(
  'A task whose node is lost is placed on another, and the loss is counted',
  async ({ system, expect }) => {
    const [first, worker] = [system.join(aReport('a')), system.openPlace()];
    place(worker, 'img_1');
    await vi.waitFor(() => leaseOf(worker, 'img_1'), patience);
    const lost = leaseOf(worker, 'img_1');
    system.join(aReport('b'));
    first.stream.cancel();

    place(worker, 'img_1', lost);

    await vi.waitFor(() => expect(leaseOf(worker, 'img_1').nodeId).toBe('b'), patience);
    const metrics = await (await fetch(`http://${system.scheduler.opsAddress}/metrics`)).text();
    expect(metrics).toContain('quartet_scheduler_tasks_replaced_total{reason="node_lost",part="scheduler"} 1');
    expect(metrics).toContain('quartet_scheduler_epoch{part="scheduler"} 7');
  },
);

test.concurrent(
  'What ended is noted, and cancelling reaches the node and the worker that waits',
  async ({ system, expect }) => {
    const [node, worker] = [system.join(aReport('a', { taskCap: 2 })), system.openPlace()];
    for (const taskId of ['img_1', 'img_2']) place(worker, taskId);
    await vi.waitFor(() => [leaseOf(worker, 'img_1'), leaseOf(worker, 'img_2')], patience);
    place(worker, 'img_3');
    await vi.waitFor(() => expect(worker.heard.at(-1)?.queued).toBeTruthy(), patience);

    const placement = createClient(Placement, system.scheduler.address);
    system.closers.push(() => placement.close());
    await callUnary(placement, Placement.service.Cancel, { taskIds: ['img_2', 'img_3', 'img_9'] }, options);
    const ended = [{ lease: leaseOf(worker, 'img_1'), gpuMs: 900 }];
    node.stream.write({ ...asRequest(aReport('a', { taskCap: 2 })), ended });

    await vi.waitFor(() => expect(node.heard).toHaveLength(3), patience);
    expect(node.heard[1]?.cancel).toMatchObject({ lease: { taskId: 'img_2' }, reason: 'REASON_CANCELED' });
    expect(node.heard[2]?.endedNoted?.leases).toMatchObject([{ taskId: 'img_1' }]);
    expect(worker.heard.at(-1)).toMatchObject({ taskId: 'img_3', refused: { reason: 'REASON_CANCELED' } });
  },
);

test.concurrent('A place that is not valid is refused, and the stream lives on', async ({ system, expect }) => {
  const worker = system.openPlace();
  const bad = { weight: 0, paintingLimit: 0, images: 0, aim: 0 };
  for (const [field, value] of Object.entries(bad)) {
    worker.stream.write({ taskId: field, place: { task: { ...aTask(field), [field]: value } } });
  }
  worker.stream.write({ taskId: 'img_2', place: { task: aTask('img_2') } });
  await vi.waitFor(() => expect(worker.heard).toHaveLength(5), patience);
  const refused = { reason: 'REASON_INVALID_FIELD' };
  expect(worker.heard.slice(0, 4)).toMatchObject(Object.keys(bad).map((taskId) => ({ taskId, refused })));
  expect(worker.heard[4]).toMatchObject({ taskId: 'img_2', queued: { position: 0 } });
});

test.concurrent(
  'A second stream of the same node replaces the first, whose end then changes nothing',
  async ({ system, expect }) => {
    const first = system.join(aReport('a'));
    await vi.waitFor(() => expect(first.heard).toHaveLength(1), patience);
    system.join(aReport('a'));
    await vi.waitFor(() => expect(first.isOver()).toBe(true), patience);
    const worker = system.openPlace();
    place(worker, 'img_1');
    await vi.waitFor(() => leaseOf(worker, 'img_1'), patience);
  },
);

test.concurrent(
  'Operators see nodes, queue and why a task waits; the front door gets an estimate',
  async ({ system, expect }) => {
    system.join(aReport('a', { taskCap: 1 }));
    const worker = system.openPlace();
    place(worker, 'img_1');
    await vi.waitFor(() => leaseOf(worker, 'img_1'), patience);
    place(worker, 'img_2');
    await vi.waitFor(() => expect(worker.heard.at(-1)?.queued).toBeTruthy(), patience);

    const admin = createClient(Admin, system.scheduler.address);
    const placement = createClient(Placement, system.scheduler.address);
    system.closers.push(() => (admin.close(), placement.close()));
    const { nodes } = await callUnary(admin, Admin.service.ListNodes, {}, options);
    const { tasks } = await callUnary(admin, Admin.service.ListQueue, {}, options);
    const why = await callUnary(admin, Admin.service.Explain, { taskId: 'img_2' }, options);
    const asked = { task: aTask('', { tenantId: 'usr_2' }), count: 4 };
    const when = await callUnary(placement, Placement.service.Estimate, asked, options);

    const cluster = await callUnary(admin, Admin.service.GetCluster, {}, options);
    const { node } = await callUnary(admin, Admin.service.ExplainNode, { nodeId: 'a' }, options);

    expect(nodes).toMatchObject([{ nodeId: 'a', live: true, models: ['tiny'], leases: [{ taskId: 'img_1' }] }]);
    expect(cluster).toMatchObject({
      leader: system.scheduler.address,
      epoch: 7,
      nodes: [{ nodeId: 'a', state: 'NODE_STATE_READY' }],
      queue: [{ plan: 'PLAN_FREE', model: 'tiny', tasks: 1 }],
    });
    expect(node?.hindrance).toMatchObject({ kind: 'HINDRANCE_KIND_FULL' });
    expect(node?.hindrance?.untilMs).toBeGreaterThan(0);
    expect(why.releases).toMatchObject([{ kind: 'RELEASE_KIND_TASK_ENDS', nodeId: 'a', taskId: 'img_1' }]);
    expect(tasks).toMatchObject([{ task: { taskId: 'img_2' }, position: 0 }]);
    expect(why.waitingFor).toBe('WAITING_FOR_ROOM');
    expect(when.finishMs).toBeGreaterThan(when.startMs);
  },
);

/** Does as a node does: it reports again and again, and shows what it was told, unless it is deaf. */
function joinObedient(system: System, first: NodeReport): { isDeaf: boolean; report: NodeReport } {
  const node = { isDeaf: false, report: first };
  const { stream } = system.join(first);
  const report = (): boolean => stream.write(asRequest(node.report));
  stream.on('data', ({ order }: JoinResponse) => {
    if (!order || node.isDeaf) return;
    node.report = { ...node.report, order };
    report();
  });
  const timer = setInterval(report, 500);
  system.closers.push(() => clearInterval(timer));
  return node;
}

test.concurrent(
  'A cordon is answered when the node shows it, outlives the scheduler, and ends with an uncordon',
  async ({ system, expect }) => {
    const node = joinObedient(system, aReport('a'));
    const admin = new LeaderClient(Admin, system.scheduler.address);
    system.closers.push(() => admin.close());
    const { Cordon, Uncordon, ListNodes } = Admin.service;
    const states = async () =>
      (await admin.call(ListNodes, {}, options)).nodes.map(({ nodeId, state }) => [nodeId, state]);
    await vi.waitFor(async () => expect(await states()).toHaveLength(1), patience);
    for (let times = 0; times < 2; times += 1) {
      const cordoned = await admin.call(Cordon, { nodeId: 'a' }, options);
      expect(cordoned.node).toMatchObject({ nodeId: 'a', state: 'NODE_STATE_CORDONED' });
    }
    expect(node.report.order?.kind).toBe('NODE_ORDER_KIND_CORDON');

    await system.restart();
    system.join(aReport('b', { taskCap: 1 }));
    joinObedient(system, node.report);
    await vi.waitFor(async () => {
      expect(await states()).toEqual([
        ['a', 'NODE_STATE_CORDONED'],
        ['b', 'NODE_STATE_READY'],
      ]);
    }, patience);
    const worker = system.openPlace();
    for (const taskId of ['img_1', 'img_2']) place(worker, taskId);
    await vi.waitFor(() => expect(leaseOf(worker, 'img_1').nodeId).toBe('b'), patience);
    await vi.waitFor(() => expect(worker.heard.at(-1)).toMatchObject({ taskId: 'img_2', queued: {} }), patience);

    await admin.call(Uncordon, { nodeId: 'a' }, options);
    await vi.waitFor(() => expect(leaseOf(worker, 'img_2').nodeId).toBe('a'), patience);
  },
);

test.concurrent(
  'An order to a node that is unknown, gone or deaf, or that means nothing, is refused with its reason',
  async ({ system, expect }) => {
    const node = joinObedient(system, aReport('a'));
    const gone = system.join(aReport('b'));
    const admin = createClient(Admin, system.scheduler.address);
    system.closers.push(() => admin.close());
    const { Cordon, Drain, ExplainNode, ListNodes } = Admin.service;
    const reasonOfCall = (call: Promise<unknown>): Promise<unknown> =>
      call.then(
        () => 'none',
        (error: unknown) => (error instanceof ReasonError ? error.reason : error),
      );
    await vi.waitFor(async () => {
      expect((await callUnary(admin, ListNodes, {}, options)).nodes).toHaveLength(2);
    }, patience);
    expect(await reasonOfCall(callUnary(admin, ExplainNode, { nodeId: 'c' }, options))).toBe('REASON_NOT_FOUND');
    expect(await reasonOfCall(callUnary(admin, Cordon, { nodeId: 'c' }, options))).toBe('REASON_NOT_FOUND');
    const endless = { nodeId: 'a', deadlineSeconds: 1e9 };
    expect(await reasonOfCall(callUnary(admin, Drain, endless, options))).toBe('REASON_INVALID_FIELD');
    gone.stream.cancel();
    await vi.waitFor(async () => {
      expect(await reasonOfCall(callUnary(admin, Cordon, { nodeId: 'b' }, options))).toBe('REASON_NODE_LOST');
    }, patience);

    const drained = await callUnary(admin, Drain, { nodeId: 'a', deadlineSeconds: 60 }, options);
    expect(drained.node).toMatchObject({
      state: 'NODE_STATE_DRAINING',
      hindrance: { kind: 'HINDRANCE_KIND_DRAINING' },
    });
    expect(drained.node?.hindrance?.untilMs).toBeGreaterThan(50_000);

    // What the node does not show stands nevertheless, and who gave it learns that nobody knows whether it will last.
    node.isDeaf = true;
    const unheard = callUnary(admin, Cordon, { nodeId: 'a' }, { deadlineMs: 20_000 });
    expect(await reasonOfCall(unheard)).toBe('REASON_NODE_LOST');
    const { nodes } = await callUnary(admin, ListNodes, {}, options);
    expect(nodes[0]?.state).toBe('NODE_STATE_CORDONED');
  },
);

test.concurrent(
  'After a restart node and worker come back by themselves, and the lease that ran is told again',
  async ({ system, expect }) => {
    const stopping = new AbortController();
    const log = createLogger('peer', 'error');
    const { signal } = stopping;
    const { address } = system.scheduler;
    const [fleet, placement] = [new LeaderClient(Fleet, address), new LeaderClient(Placement, address)];
    system.closers.push(() => (stopping.abort(), fleet.close(), placement.close()));
    let lease: Lease | undefined;
    const welcomes: number[] = [];
    const leases: string[] = [];
    const joined = keepStreamOpen({
      leader: fleet,
      open: (client): ClientDuplexStream<JoinRequestInput, JoinResponse> => client.join(),
      onOpen: (stream) => {
        const running = lease ? [{ lease, model: 'tiny', step: 1, steps: 10 }] : [];
        stream.write({ ...asRequest(aReport('a')), running });
      },
      onMessage: ({ welcome }) => welcome && welcomes.push(welcome.epoch),
      onClose: () => undefined,
      log,
      signal,
    });
    const placed = keepStreamOpen({
      leader: placement,
      open: (client): ClientDuplexStream<PlaceRequestInput, PlaceResponse> => client.place(),
      onOpen: (stream) => stream.write({ taskId: 'img_1', place: { task: aTask('img_1') } }),
      onMessage: ({ leased }) => {
        if (!leased) return;
        lease = leased;
        leases.push(leaseName(leased));
      },
      onClose: () => undefined,
      log,
      signal,
    });
    await vi.waitFor(() => expect(leases).toEqual(['7-1']), patience);

    await system.restart();

    await vi.waitFor(() => expect(leases).toEqual(['7-1', '7-1']), patience);
    expect(welcomes).toEqual([7, 8]);
    stopping.abort();
    await Promise.all([joined, placed]);
  },
);
