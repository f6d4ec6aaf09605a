/** Who leads: several schedulers on one Redis, which is flushed, killed and revived, and one that is stopped in its tracks. */
import assert from 'node:assert';
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ClientDuplexStream } from '@grpc/grpc-js';
import type {
  JoinRequestInput,
  JoinResponse,
  PlaceRequestInput,
  PlaceResponse,
} from '@quartet/protos/generated/index.ts';
import type { ReasonError } from '@quartet/protos/reasons.ts';
import { Admin, Fleet, Placement } from '@quartet/protos/services.ts';
import { fromServiceError } from '@quartet/service-kit/grpc-errors.ts';
import type { GrpcServer } from '@quartet/service-kit/grpc-server.ts';
import { keepStreamOpen } from '@quartet/service-kit/keep-stream-open.ts';
import { LeaderClient } from '@quartet/service-kit/leader-client.ts';
import { createLogger } from '@quartet/service-kit/log.ts';
import { test as base, vi } from 'vitest';
import { TestRedis, freePort, killProcess, redisProgram, startCatalog } from './server/testing.ts';
import { type RunningScheduler, startScheduler } from './start.ts';
import { aReport, aTask } from './testing.ts';

const patience = { timeout: 40_000, interval: 20 };
const log = createLogger('test', 'fatal');
const lockKey = 'scheduler:leader';
/** A task of ten steps takes a second by the guess: one a node. */
const pools = {
  small: { min: 0, max: 8, boot_seconds: 0, drain_seconds: 1, models: ['tiny'] },
  large: { min: 1, max: 8, boot_seconds: 0, drain_seconds: 1, models: ['huge'] },
};

/** Where a scheduler is. */
type Addresses = Pick<RunningScheduler, 'address' | 'opsAddress'>;

/** A peer of the schedulers that follows the leader, and all that it has heard. */
interface Peer<Request, Response> {
  /** The newest stream. */
  stream: ClientDuplexStream<Request, Response> | undefined;
  readonly heard: Response[];
}

/** What several schedulers share, and what a test has opened. */
class Cell {
  readonly redis: TestRedis;
  readonly catalog: GrpcServer;
  readonly #schedulers = new Set<RunningScheduler>();
  readonly #closers: (() => unknown)[] = [];

  private constructor(redis: TestRedis, catalog: GrpcServer) {
    this.redis = redis;
    this.catalog = catalog;
  }

  static async start(): Promise<Cell> {
    return new Cell(await TestRedis.start(), await startCatalog(7));
  }

  settings(listen: string, ops: string) {
    return {
      QUARTET_LOG_LEVEL: 'error',
      QUARTET_OPS_LISTEN: ops,
      QUARTET_SCHEDULER_LISTEN: listen,
      QUARTET_CATALOG_ADDRESS: this.catalog.address,
      QUARTET_REDIS_URL: this.redis.url(),
      QUARTET_SCHEDULER_POOLS: JSON.stringify(pools),
    } as const;
  }

  async startScheduler(): Promise<RunningScheduler> {
    const scheduler = await startScheduler(this.settings('127.0.0.1:0', '127.0.0.1:0'), log);
    this.#schedulers.add(scheduler);
    return scheduler;
  }

  /** Two schedulers, of which the first leads. */
  async startTwo(): Promise<[RunningScheduler, RunningScheduler]> {
    const leader = await this.startScheduler();
    await vi.waitFor(async () => assert(await leads(leader)), patience);
    const standby = await this.startScheduler();
    await vi.waitFor(async () => assert.deepStrictEqual(await missing(standby), []), patience);
    return [leader, standby];
  }

  async stopScheduler(scheduler: RunningScheduler): Promise<void> {
    this.#schedulers.delete(scheduler);
    await scheduler.stop();
  }

  /** A scheduler in a process of its own, which can be stopped in its tracks. */
  async spawnScheduler(): Promise<Addresses & { readonly child: ChildProcess }> {
    const [address, opsAddress] = [`127.0.0.1:${await freePort()}`, `127.0.0.1:${await freePort()}`];
    const entry = fileURLToPath(new URL('main.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', entry], {
      env: { PATH: process.env['PATH'], ...this.settings(address, opsAddress) },
      stdio: 'ignore',
    });
    this.#closers.push(() => killProcess(child));
    return { address, opsAddress, child };
  }

  /** A node that reports when it joins, and when it is told to. */
  join(address: string, report: () => JoinRequestInput): Peer<JoinRequestInput, JoinResponse> {
    const leader = new LeaderClient(Fleet, address);
    return this.#keepOpen(leader, (client) => client.join(), report);
  }

  /** A worker that waits for one task. */
  place(
    address: string,
    taskId: string,
    failed: NonNullable<PlaceRequestInput['place']> = {},
  ): Peer<PlaceRequestInput, PlaceResponse> {
    const leader = new LeaderClient(Placement, address);
    return this.#keepOpen(
      leader,
      (client) => client.place(),
      (): PlaceRequestInput => ({ taskId, place: { task: aTask(taskId), ...failed } }),
    );
  }

  #keepOpen<Client extends InstanceType<typeof Fleet | typeof Placement>, Request, Response>(
    leader: LeaderClient<Client>,
    open: (client: Client) => ClientDuplexStream<Request, Response>,
    first: () => Request,
  ): Peer<Request, Response> {
    const peer: Peer<Request, Response> = { stream: undefined, heard: [] };
    const leaving = new AbortController();
    const closed = keepStreamOpen({
      leader,
      open,
      onOpen: (stream) => {
        peer.stream = stream;
        stream.write(first());
      },
      onMessage: (message) => peer.heard.push(message),
      onClose: () => undefined,
      log,
      signal: leaving.signal,
    });
    this.#closers.push(async () => {
      leaving.abort();
      await closed;
      leader.close();
    });
    return peer;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#closers.map((close) => close()));
    await Promise.all([...this.#schedulers].map((scheduler) => scheduler.stop()));
    await this.redis.stop();
    await this.catalog.close(100);
  }
}

async function metric({ opsAddress }: Addresses, name: string): Promise<number> {
  const text = await (await fetch(`http://${opsAddress}/metrics`)).text();
  const value = new RegExp(`^${name}{part="scheduler"} (\\S+)$`, 'm').exec(text)?.[1];
  assert(value !== undefined, `there is a metric ${name}`);
  return Number(value);
}

const leads = async (scheduler: Addresses): Promise<boolean> =>
  (await metric(scheduler, 'quartet_scheduler_leader')) === 1;

/** Lines of the gauges that an autoscaler reads. */
async function poolFigures({ opsAddress }: Addresses, gauge: string): Promise<Record<string, number>> {
  const text = await (await fetch(`http://${opsAddress}/metrics`)).text();
  const lines = text.matchAll(new RegExp(`^quartet_scheduler_${gauge}{(.*),part="scheduler"} (\\S+)$`, 'gm'));
  return Object.fromEntries([...lines].map(([, labels, value]) => [labels, Number(value)]));
}

const epochOf = (scheduler: Addresses): Promise<number> => metric(scheduler, 'quartet_scheduler_epoch');

async function missing({ opsAddress }: Addresses): Promise<readonly string[]> {
  const answer = (await (await fetch(`http://${opsAddress}/readyz`)).json()) as { missing: string[] };
  return answer.missing;
}

function request(nodeId: string, changes: Partial<JoinRequestInput> = {}): JoinRequestInput {
  const { models, stored, running, ended, ...report } = aReport(nodeId);
  const lists = { models: [...models], stored: [...stored], running: [...running], ended: [...ended] };
  return { ...report, ...lists, ...changes };
}

/** How each kind of call to a scheduler fails. */
async function refusals({ address }: Addresses): Promise<ReasonError[]> {
  const [fleet, placement, admin] = [
    new LeaderClient(Fleet, address),
    new LeaderClient(Placement, address),
    new LeaderClient(Admin, address),
  ];
  const failure = (stream: ClientDuplexStream<never, unknown>): Promise<ReasonError> =>
    new Promise((resolve) => stream.on('error', (error) => resolve(fromServiceError(error))));
  const failed = await Promise.all([
    failure(fleet.client.join() as ClientDuplexStream<never, unknown>),
    failure(placement.client.place() as ClientDuplexStream<never, unknown>),
    refusalOf((answer) => placement.client.cancel({ taskIds: ['img_1'] }, answer)),
    refusalOf((answer) => admin.client.listNodes({}, answer)),
  ]);
  for (const client of [fleet, placement, admin]) client.close();
  return failed;
}

function refusalOf(call: (answer: (error: Error | null) => void) => void): Promise<ReasonError> {
  return new Promise((resolve, reject) => {
    call((error) => (error ? resolve(fromServiceError(error)) : reject(new Error('the call was answered'))));
  });
}

const test = base
  .extend<{ cell: Cell }>({
    // oxlint-disable-next-line no-empty-pattern -- Vitest reads the names of needed fixtures from this pattern.
    cell: async ({}, use) => {
      const cell = await Cell.start();
      await use(cell);
      await cell.stop();
    },
  })
  .skipIf(!redisProgram);

test.concurrent(
  'A standby is ready, leads nothing, and names the leader in every refusal',
  async ({ cell, expect }) => {
    const [leader, standby] = await cell.startTwo();
    for (const refusal of await refusals(standby)) {
      expect(refusal).toMatchObject({ reason: 'REASON_NOT_LEADER', details: { leader: leader.address } });
    }
    expect([await leads(leader), await leads(standby), await epochOf(standby)]).toEqual([true, false, 0]);
  },
);

test.concurrent('A leader that is stopped hands over, and its peers come to the next one', async ({ cell, expect }) => {
  const [first, second] = await cell.startTwo();
  const node = cell.join(first.address, () => request('a'));
  await vi.waitFor(() => expect(node.heard[0]?.welcome?.epoch).toBe(7), patience);
  // Known by refusals alone: the node was given the standby's address, or that of both.
  const other = cell.join(second.address, () => request('b'));
  await vi.waitFor(() => expect(other.heard[0]?.welcome?.epoch).toBe(7), patience);

  await cell.stopScheduler(first);

  const holder = await cell.redis.run((redis) => redis.get(lockKey));
  expect(holder?.split(' ')[0] ?? second.address, 'the lock is free or taken already').toBe(second.address);
  await vi.waitFor(() => expect(other.heard[1]?.welcome?.epoch).toBe(8), patience);
  const worker = cell.place(second.address, 'img_1');
  await vi.waitFor(
    () => expect(worker.heard.at(-1)?.leased).toMatchObject({ epoch: 8, number: 1, nodeId: 'b' }),
    patience,
  );
});

test.concurrent(
  'While Redis is away the leader goes on and nobody takes over; after it one leads',
  async ({ cell, expect }) => {
    const [leader, standby] = await cell.startTwo();
    await cell.redis.kill();
    cell.join(leader.address, () => request('a'));
    const worker = cell.place(leader.address, 'img_1');
    await vi.waitFor(() => expect(worker.heard.at(-1)?.leased).toMatchObject({ epoch: 7 }), patience);
    // The lock has long ended wherever it is: the standby's looks fail, and it still names the leader.
    for (const refusal of await refusals(standby)) expect(refusal.details.leader).toBe(leader.address);
    expect([await leads(leader), await leads(standby)]).toEqual([true, false]);

    await cell.redis.revive();

    await vi.waitFor(async () => {
      const holder = await cell.redis.run((redis) => redis.get(lockKey));
      const both = [leader, standby];
      const leading = await Promise.all(both.map(leads));
      expect(both.filter((_, index) => leading[index]).map(({ address }) => address)).toEqual([holder?.split(' ')[0]]);
    }, patience);
  },
);

test.concurrent(
  'What a leader wants of a pool is wanted by the next one, and a standby exports zeros',
  async ({ cell, expect }) => {
    const [first, second] = await cell.startTwo();
    for (const taskId of ['img_1', 'img_2', 'img_3']) cell.place(first.address, taskId);
    await vi.waitFor(async () => {
      expect(await poolFigures(first, 'wanted_nodes')).toEqual({ 'pool="small"': 3, 'pool="large"': 1 });
    }, patience);
    expect(await poolFigures(second, 'wanted_nodes')).toEqual({ 'pool="small"': 0, 'pool="large"': 0 });
    const zeros = Object.fromEntries(
      ['small', 'large'].flatMap((pool) =>
        ['ready', 'cordoned', 'draining', 'gone'].map((state) => [`pool="${pool}",state="${state}"`, 0]),
      ),
    );
    for (const scheduler of [first, second]) expect(await poolFigures(scheduler, 'nodes')).toEqual(zeros);
    // It leaves what it wants with each renewal of the lock.
    await vi.waitFor(async () => {
      const legacy = await cell.redis.run((redis) => redis.get('scheduler:legacy'));
      expect(JSON.parse(legacy ?? '{}')).toMatchObject({ small: 3 });
    }, patience);
    // Those who wait know no address but the first's: what the next one wants is only what it was left.
    await cell.stopScheduler(first);

    await vi.waitFor(async () => expect(await leads(second)).toBe(true), patience);
    expect(await poolFigures(second, 'wanted_nodes')).toEqual({ 'pool="small"': 3, 'pool="large"': 1 });
  },
);

test.concurrent('Without Redis nobody leads from the start, and readiness says why', async ({ cell, expect }) => {
  await cell.redis.kill();
  const scheduler = await cell.startScheduler();
  expect(await missing(scheduler)).toEqual(['redis']);
  for (const { reason, details } of await refusals(scheduler)) {
    expect({ reason, details }).toEqual({ reason: 'REASON_NOT_LEADER', details: {} });
  }
  await cell.redis.revive();
  await vi.waitFor(async () => expect(await leads(scheduler)).toBe(true), patience);
  expect(await missing(scheduler)).toEqual([]);
});

test.concurrent(
  'A leader that finds another in the lock steps down and forgets all; free again, it leads anew',
  async ({ cell, expect }) => {
    const scheduler = await cell.startScheduler();
    await vi.waitFor(async () => expect(await leads(scheduler)).toBe(true), patience);
    const node = cell.join(scheduler.address, () => request('a'));
    await vi.waitFor(() => expect(node.heard).toHaveLength(1), patience);

    await cell.redis.run((redis) => redis.set(lockKey, '127.0.0.1:1 somebody'));
    await vi.waitFor(async () => expect(await leads(scheduler)).toBe(false), patience);
    for (const refusal of await refusals(scheduler)) expect(refusal.details.leader).toBe('127.0.0.1:1');
    expect(await epochOf(scheduler)).toBe(0);

    await cell.redis.run((redis) => redis.flushall());
    await vi.waitFor(() => expect(node.heard.at(-1)?.welcome?.epoch).toBe(8), patience);
  },
);

test.concurrent('A node that has seen a later epoch makes the leader take a new one', async ({ cell, expect }) => {
  const scheduler = await cell.startScheduler();
  const node = cell.join(scheduler.address, () => request('a', { epochSeen: 9 }));
  await vi.waitFor(() => expect(node.heard.at(-1)?.welcome?.epoch).toBe(9), patience);
  expect(await epochOf(scheduler)).toBe(9);
});

test.concurrent('So does a worker that names a lease of one', async ({ cell, expect }) => {
  const scheduler = await cell.startScheduler();
  const failedLease = { taskId: 'img_1', epoch: 9, number: 1, nodeId: 'a', nodeAddress: '' };
  cell.place(scheduler.address, 'img_1', { failedLease, failedReason: 'REASON_NODE_LOST' });
  await vi.waitFor(async () => expect(await epochOf(scheduler)).toBe(9), patience);
});

test.concurrent(
  'A leader that is stopped in its tracks is replaced under a later epoch, and leads no more when it wakes',
  { timeout: 120_000 },
  async ({ cell, expect }) => {
    const paused = await cell.spawnScheduler();
    await vi.waitFor(async () => expect(await leads(paused)).toBe(true), patience);
    const standby = await cell.startScheduler();
    // One node follows the leader from the standby's address; the other knows no address but the paused one's.
    const node = cell.join(standby.address, () => request('a', { taskCap: 1 }));
    const lonely = cell.join(paused.address, () => request('b', { taskCap: 1 }));
    const worker = cell.place(paused.address, 'img_1');
    await vi.waitFor(
      () => expect([...node.heard, ...lonely.heard].filter(({ welcome }) => welcome)).toHaveLength(2),
      patience,
    );
    await vi.waitFor(() => expect(worker.heard.at(-1)?.leased).toMatchObject({ epoch: 7 }), patience);

    paused.child.kill('SIGSTOP');
    await vi.waitFor(async () => expect(await leads(standby)).toBe(true), patience);
    await vi.waitFor(() => expect(node.heard.at(-1)?.welcome?.epoch).toBe(8), patience);
    paused.child.kill('SIGCONT');

    await vi.waitFor(async () => expect(await leads(paused)).toBe(false), patience);
    for (const refusal of await refusals(paused)) expect(refusal.details.leader).toBe(standby.address);
    await vi.waitFor(() => expect(lonely.heard.at(-1)?.welcome?.epoch).toBe(8), patience);
    expect(await leads(standby)).toBe(true);
  },
);
