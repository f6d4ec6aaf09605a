/** Whatever happens in whatever order, these hold after every event. */
import assert from 'node:assert';
import fc from 'fast-check';
import type { Lease, Reason } from '@quartet/protos/generated/index.ts';
import { compareLeases, leaseName } from '@quartet/protos/leases.ts';
import { test } from 'vitest';
import { aReport, aStored, aTask } from '../testing.ts';
import type { Decision } from './decisions.ts';
import type { NodeConnection, ReportedEnd, SchedulerEvent, WorkerConnection } from './events.ts';
import { type FleetNode, isUsable } from './fleet.ts';
import { freeCrowding, termsOf } from './pressure.ts';
import { Scheduler } from './scheduler.ts';
import { isDescribed, isFreePlan } from './task.ts';

const paintingLimit = 3;
/** Of each fifth task the second, of each seventh the third. */
const models = ['tiny', 'large', 'rare'] as const;
type Model = (typeof models)[number];

function modelOf(taskId: string): Model {
  const index = Number(taskId.slice('img_'.length));
  if (index % 5 === 0) return 'large';
  return index % 7 === 0 ? 'rare' : 'tiny';
}
const someReasons: Reason[] = ['REASON_NODE_LOST', 'REASON_BAD_OUTPUT', 'REASON_LEASE_LOST', 'REASON_NODE_FULL'];

/** What a node has said of models. */
interface Reported {
  readonly models: readonly string[];
  readonly loadable: readonly string[];
  readonly loading: readonly string[];
}

/** A node as it is: what it holds is what workers started there and it has not ended. */
interface RealNode {
  readonly id: string;
  readonly taskCap: number;
  /** In memory, the one that came last at the end: it has room for two. */
  models: readonly Model[];
  /** In its store. */
  readonly stored: readonly Model[];
  loading: Model | undefined;
  /** What is not in memory cannot be loaded. */
  broken: boolean;
  /** What it said last. */
  reported: Reported;
  /** Loads that leases asked for since, until a report shows their model. */
  asked: Set<string>;
  readonly holds: Map<string, Lease>;
  ended: ReportedEnd[];
  connection: NodeConnection | undefined;
  draining: boolean;
}

/** The world around a core: nodes that hold what they were given, and who waits for what by all that was said. */
class World {
  readonly core = new Scheduler();
  readonly nodes: RealNode[] = ['a', 'b', 'c'].map((id, index) => ({
    id,
    taskCap: index + 1,
    models: models.slice(0, index === 2 ? 2 : 1),
    stored: index === 0 ? models.slice(0, 1) : models,
    loading: undefined,
    broken: false,
    reported: { models: [], loadable: [], loading: [] },
    asked: new Set(),
    holds: new Map(),
    ended: [],
    connection: undefined,
    draining: false,
  }));
  readonly waiting = new Map<string, Set<WorkerConnection>>();
  readonly newestLease = new Map<string, Lease>();
  readonly granted = new Set<string>();
  now = 0;
  listenUntilMs = 0;
  epoch = 0;
  streams = 0;
  inherited = 0;

  takeOver(): void {
    this.epoch += 1;
    this.listenUntilMs = this.now + 1_500;
    this.apply({ kind: 'took_over', epoch: this.epoch });
  }

  place(taskIndex: number, worker: WorkerConnection, reason: Reason | undefined): void {
    const taskId = `img_${taskIndex}`;
    const lease = this.newestLease.get(taskId);
    const description = aTask(taskId, {
      tenantId: `usr_${taskIndex % 3}`,
      weight: 1 + (taskIndex % 3),
      model: modelOf(taskId),
      paintingLimit,
      acceptedAtMs: taskIndex,
    });
    this.waiting.set(taskId, (this.waiting.get(taskId) ?? new Set()).add(worker));
    this.apply({ kind: 'task_placed', worker, description, failed: reason && lease && { lease, reason } });
  }

  withdraw(taskIndex: number, worker: WorkerConnection): void {
    this.waiting.get(`img_${taskIndex}`)?.delete(worker);
    this.apply({ kind: 'task_withdrawn', worker, taskId: `img_${taskIndex}` });
  }

  closeWorker(worker: WorkerConnection): void {
    for (const workers of this.waiting.values()) workers.delete(worker);
    this.apply({ kind: 'worker_closed', worker });
  }

  cancel(taskIndex: number): void {
    this.apply({ kind: 'tasks_canceled', taskIds: [`img_${taskIndex}`] });
  }

  start(taskIndex: number): void {
    const lease = this.newestLease.get(`img_${taskIndex}`);
    const node = this.nodes.find(({ id }) => id === lease?.nodeId);
    if (lease && node && node.holds.size < node.taskCap) node.holds.set(leaseName(lease), lease);
  }

  /** A node holds a lease that an earlier leader granted, newer or older than others of that time. */
  inherit(taskIndex: number, nodeIndex: number, age: number): void {
    const { id, holds } = this.nodes[nodeIndex] as RealNode;
    this.inherited += 1;
    const number = 1_000 * age + this.inherited;
    const lease = { taskId: `img_${taskIndex}`, epoch: 0, number, nodeId: id, nodeAddress: `${id}:1` };
    holds.set(leaseName(lease), lease);
  }

  end(nodeIndex: number, reason: Reason | undefined): void {
    const node = this.nodes[nodeIndex] as RealNode;
    const [name, lease] = [...node.holds][0] ?? [];
    if (!name || !lease) return;
    node.holds.delete(name);
    node.ended.push({ lease, reason, gpuMs: 900 });
  }

  report(nodeIndex: number): void {
    const node = this.nodes[nodeIndex] as RealNode;
    this.streams += 1;
    node.connection ??= `node-${this.streams}`;
    const running = [...node.holds.values()].map((lease) => ({
      lease,
      model: modelOf(lease.taskId),
      step: 1,
      steps: 10,
    }));
    const elsewhere = node.stored.filter((model) => !node.models.includes(model));
    const isLoading = (model: Model): boolean => model === node.loading;
    const loadable = node.broken ? [] : elsewhere.filter((model) => !isLoading(model));
    const stored = elsewhere.map((model) => {
      const state = loadable.includes(model) ? 'LOADABLE' : isLoading(model) ? 'LOADING' : 'UNAVAILABLE';
      return aStored(model, { state: `STORED_MODEL_STATE_${state}` });
    });
    node.reported = { models: node.models, loadable, loading: elsewhere.filter(isLoading) };
    for (const model of node.models) node.asked.delete(model);
    const report = aReport(node.id, {
      running,
      ended: node.ended,
      taskCap: node.taskCap,
      draining: node.draining,
      stored,
      models: aReport(node.id).models.flatMap((profile) =>
        node.models.map((model) => ({ ...profile, model, stepTimes: [], overheadMs: 1 })),
      ),
    });
    this.apply({ kind: 'node_reported', connection: node.connection, report });
  }

  /** A node begins to load what a task waits for, or has it now: what came first leaves for it. */
  load(nodeIndex: number): void {
    const node = this.nodes[nodeIndex] as RealNode;
    const { loading } = node;
    if (loading) {
      node.models = [...node.models.slice(node.models.length > 1 ? 1 : 0), loading];
      node.loading = undefined;
      return;
    }
    const wanted = Array.from(node.holds.values(), ({ taskId }) => modelOf(taskId));
    node.loading = wanted.find((model) => !node.models.includes(model) && node.stored.includes(model));
  }

  /** What a node has not in memory cannot be loaded for a while. */
  breakStore(nodeIndex: number): void {
    const node = this.nodes[nodeIndex] as RealNode;
    node.broken = !node.broken;
  }

  drain(nodeIndex: number): void {
    const node = this.nodes[nodeIndex] as RealNode;
    node.draining = !node.draining;
  }

  closeNode(nodeIndex: number, crashed: boolean): void {
    const node = this.nodes[nodeIndex] as RealNode;
    if (crashed) node.holds.clear();
    if (!node.connection) return;
    const { connection } = node;
    node.connection = undefined;
    this.apply({ kind: 'node_closed', connection });
  }

  pass(ms: number): void {
    this.now += ms;
    this.check(this.core.decide(this.now));
  }

  apply(event: SchedulerEvent): void {
    this.core.apply(event, this.now);
    this.check(this.core.decide(this.now));
  }

  check(decisions: readonly Decision[]): void {
    for (const decision of decisions) this.hear(decision);
    this.checkNothingIsLost();
    this.checkOneLease();
    this.checkTenants();
    this.checkNothingIdles();
  }

  hear(decision: Decision): void {
    if (decision.kind === 'leased') {
      const { lease, workers, grant } = decision;
      for (const worker of workers) this.waiting.get(lease.taskId)?.delete(worker);
      const older = this.newestLease.get(lease.taskId);
      this.newestLease.set(lease.taskId, lease);
      if (!grant) return;
      assert(this.now >= this.listenUntilMs, 'nothing is granted while listening');
      assert(!this.granted.has(leaseName(lease)), 'a lease is granted once');
      assert(!older || compareLeases(older, lease) < 0, 'a newer lease is greater');
      this.granted.add(leaseName(lease));
      const node = this.core.state.fleet.nodes.get(lease.nodeId);
      assert(node && isUsable(node), 'a lease is granted on a usable node');
      assert(node.residents.size <= node.taskCap, 'a grant fits into its node');
      const tenant = this.core.state.queue.tenants.get(decision.description.tenantId);
      assert(tenant && tenant.painting <= paintingLimit, 'a grant keeps the painting limit');
      this.checkLoads(lease);
    } else if (decision.kind === 'refused') {
      for (const worker of decision.workers) this.waiting.get(decision.description.taskId)?.delete(worker);
    } else if (decision.kind === 'cancel_on_node') {
      for (const { holds } of this.nodes) holds.delete(leaseName(decision.lease));
    } else if (decision.kind === 'ended_noted') {
      const noted = new Set(decision.leases.map(leaseName));
      for (const node of this.nodes) node.ended = node.ended.filter(({ lease }) => !noted.has(leaseName(lease)));
    }
  }

  /** A lease is granted where its model is, is loaded, or can be loaded while nothing else is. */
  checkLoads(granted: Lease): void {
    const real = this.nodes.find(({ id }) => id === granted.nodeId) as RealNode;
    const model = modelOf(granted.taskId);
    const { models: inMemory, loadable, loading } = real.reported;
    if (inMemory.includes(model) || loading.includes(model)) return;
    assert(loadable.includes(model), 'a lease is granted where its model can be had');
    assert.deepStrictEqual(loading, [], 'a node that loads is asked for no other load');
    real.asked.add(model);
    const residents = this.core.state.fleet.nodes.get(real.id)?.residents.values() ?? [];
    const waitedFor = new Set(Array.from(residents, (resident) => resident.model));
    const outstanding = [...real.asked].filter((each) => waitedFor.has(each));
    assert.deepStrictEqual(outstanding, [model], 'one load is asked of a node at a time');
  }

  checkNothingIsLost(): void {
    const { queue, tasks } = this.core.state;
    const wanted = [...this.waiting].filter(([, workers]) => workers.size > 0).map(([taskId]) => taskId);
    assert.deepStrictEqual([...queue.tasks()].map(({ id }) => id).sort(), wanted.sort(), 'who waits is queued');
    for (const taskId of wanted) assert.deepStrictEqual(tasks.get(taskId)?.workers, this.waiting.get(taskId));
  }

  checkOneLease(): void {
    const { fleet, tasks, queue, resting } = this.core.state;
    const live = [...fleet.nodes.values()].flatMap(({ residents }) => [...residents.values()]);
    const inForce = live.filter(({ dropped }) => !dropped).map(({ lease }) => leaseName(lease));
    const held = [...tasks.values()].flatMap(({ lease }) => (lease ? [leaseName(lease)] : []));
    assert.deepStrictEqual(inForce.sort(), held.sort(), 'a task has at most one lease, and its node counts it');
    for (const task of tasks.values()) {
      const situations = [isDescribed(task) && queue.has(task), task.lease !== undefined, resting.has(task)];
      assert.strictEqual(situations.filter(Boolean).length, 1, 'a task is queued, leased or resting');
    }
  }

  checkTenants(): void {
    const { tasks, queue } = this.core.state;
    const painting = new Map<string, number>();
    for (const { lease, description } of tasks.values()) {
      if (lease && description) painting.set(description.tenantId, (painting.get(description.tenantId) ?? 0) + 1);
    }
    for (const tenant of queue.tenants.values()) assert.strictEqual(tenant.painting, painting.get(tenant.id) ?? 0);
  }

  checkNothingIdles(): void {
    const { fleet, queue } = this.core.state;
    if (this.now < this.listenUntilMs || this.epoch === 0) return;
    for (const task of queue.tasks()) {
      if (queue.isLimited(task)) continue;
      const { model } = task.description;
      const { copies, isFree } = termsOf(this.core.state, isFreePlan(task.description));
      const all = [...fleet.nodes.values()].filter(
        (node) => isUsable(node) && (node.models.has(model) || node.stored.has(model)),
      );
      const failedOn = new Set(task.failures.values());
      const others = all.filter(({ id }) => !failedOn.has(id));
      const able = others.length > 0 ? others : all;
      const hasIt = (node: FleetNode): boolean => node.models.has(model) || node.arrivals.has(model);
      const isHeld = able.some(hasIt);
      const idle = able.filter((node) => {
        const loads = node.arrivals.size === 0 && (node.residents.size === 0 || !isHeld || copies);
        const hasRoom = node.unreachableUntilMs === 0 && node.residents.size < node.taskCap;
        return hasRoom && !(isFree && node.crowding >= freeCrowding) && (hasIt(node) || loads);
      });
      assert.deepStrictEqual(
        idle.map(({ id }) => id),
        [],
        `${task.id} waits though a node has room`,
      );
    }
  }
}

const aTaskIndex = fc.nat(11);
const aNodeIndex = fc.nat(2);
const aWorker = fc.constantFrom<WorkerConnection>('worker-1', 'worker-2');
const aReason = fc.option(fc.constantFrom(...someReasons), { nil: undefined });

/** What can happen, with how often. */
const aHappening = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(aTaskIndex, aWorker, aReason).map((facts) => (w: World) => w.place(...facts)) },
  { weight: 8, arbitrary: aNodeIndex.map((node) => (w: World) => w.report(node)) },
  { weight: 6, arbitrary: aTaskIndex.map((task) => (w: World) => w.start(task)) },
  { weight: 4, arbitrary: fc.tuple(aNodeIndex, aReason).map((facts) => (w: World) => w.end(...facts)) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 3_000 }).map((ms) => (w: World) => w.pass(ms)) },
  { weight: 1, arbitrary: fc.tuple(aTaskIndex, aWorker).map((facts) => (w: World) => w.withdraw(...facts)) },
  { weight: 1, arbitrary: aWorker.map((worker) => (w: World) => w.closeWorker(worker)) },
  { weight: 1, arbitrary: aTaskIndex.map((task) => (w: World) => w.cancel(task)) },
  { weight: 1, arbitrary: fc.tuple(aNodeIndex, fc.boolean()).map((facts) => (w: World) => w.closeNode(...facts)) },
  { weight: 1, arbitrary: aNodeIndex.map((node) => (w: World) => w.drain(node)) },
  { weight: 4, arbitrary: aNodeIndex.map((node) => (w: World) => w.load(node)) },
  { weight: 1, arbitrary: aNodeIndex.map((node) => (w: World) => w.breakStore(node)) },
  {
    weight: 1,
    arbitrary: fc.tuple(aTaskIndex, aNodeIndex, fc.nat(9)).map((facts) => (w: World) => w.inherit(...facts)),
  },
  { weight: 1, arbitrary: fc.constant((w: World) => w.takeOver()) },
);

test('Leases are single, nodes are never overfull, nothing is lost, nothing idles, limits hold', () => {
  fc.assert(
    fc.property(fc.array(aHappening, { minLength: 20, maxLength: 150 }), (happenings) => {
      const world = new World();
      world.takeOver();
      for (const happen of happenings) happen(world);
    }),
    { numRuns: 500 },
  );
});

test('When all is quiet again, every task that is wanted gets its lease', () => {
  fc.assert(
    fc.property(fc.array(aHappening, { minLength: 20, maxLength: 100 }), (happenings) => {
      const world = new World();
      world.takeOver();
      for (const happen of happenings) happen(world);
      for (const node of world.nodes) Object.assign(node, { draining: false, broken: false });
      for (let round = 0; round < 120; round += 1) {
        for (const index of world.nodes.keys()) world.report(index);
        world.pass(1_000);
        for (const index of world.nodes.keys()) world.load(index);
        for (let task = 0; task < 12; task += 1) if (round % 2 === 0) world.start(task);
        for (const index of world.nodes.keys()) for (let count = 0; count < 3; count += 1) world.end(index, undefined);
      }
      assert.strictEqual(world.core.state.queue.size, 0);
    }),
    { numRuns: 200 },
  );
});
