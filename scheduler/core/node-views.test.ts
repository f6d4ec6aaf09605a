import type { NodeOrderKind, TaskDescription } from '@quartet/protos/generated/index.ts';
import { expect, test } from 'vitest';
import { aReport, aStored, aTask } from '../testing.ts';
import type { NodeReport, ReportedTask } from './events.ts';
import { explainNode, listNodes } from './node-views.ts';
import { Scheduler } from './scheduler.ts';

const now = 10_000;
/** The first, and half of its ten steps are done by the time that is asked about. */
const running: ReportedTask = {
  lease: { taskId: 'img_0', epoch: 0, number: 1, nodeId: 'a', nodeAddress: 'a:1' },
  model: 'tiny',
  step: 5,
  steps: 10,
};

/** A core that places, told of a node 4 s ago and again now. */
class Fleet {
  readonly core = new Scheduler();

  constructor(changes: Partial<NodeReport> = {}) {
    this.core.apply({ kind: 'took_over', epoch: 1 }, 0);
    this.report(now - 4_000, changes);
    this.report(now, changes);
  }

  report(at: number, changes: Partial<NodeReport>): void {
    this.core.apply({ kind: 'node_reported', connection: 'node-1', report: aReport('a', changes) }, at);
    this.core.decide(at);
  }

  place(taskId: string, changes: Partial<TaskDescription> = {}, at = now): void {
    this.core.apply({ kind: 'task_placed', worker: 'worker-1', description: aTask(taskId, changes) }, at);
    this.core.decide(at);
  }

  hindrance(at = now): object | undefined {
    return explainNode(this.core.state, 'a', at)?.hindrance;
  }
}

const orderedTo = (kind: NodeOrderKind): Partial<NodeReport> => ({
  order: { id: 'o-1', kind, ageMs: 2_000, drainLeftMs: 500 },
});

test('A node that nothing waits for says how long it has been idle', () => {
  expect(new Fleet().hindrance()).toEqual({ kind: 'HINDRANCE_KIND_NOTHING_WAITS', sinceMs: 4_000 });
});

test('A full node says since when it is, and when its first task ends', () => {
  const fleet = new Fleet({ taskCap: 1, running: [running] });
  expect(fleet.hindrance()).toEqual({ kind: 'HINDRANCE_KIND_FULL', sinceMs: 4_000, untilMs: 5 * 100 + 200 });
});

test('A cordoned node, one that is emptied and one that stops say so, whatever they have room for', () => {
  const of = (changes: Partial<NodeReport>): object | undefined => new Fleet(changes).hindrance();
  expect(of(orderedTo('NODE_ORDER_KIND_CORDON'))).toEqual({ kind: 'HINDRANCE_KIND_CORDONED', sinceMs: 2_000 });
  expect(of(orderedTo('NODE_ORDER_KIND_DRAIN'))).toEqual({
    kind: 'HINDRANCE_KIND_DRAINING',
    sinceMs: 2_000,
    untilMs: 500,
  });
  expect(of({ draining: true })).toEqual({ kind: 'HINDRANCE_KIND_STOPPING' });
  expect(of(orderedTo('NODE_ORDER_KIND_SERVE'))).toMatchObject({ kind: 'HINDRANCE_KIND_NOTHING_WAITS' });
});

test('A node without a stream is gone, and the leader that listens uses none', () => {
  const fleet = new Fleet({ running: [running] });
  fleet.core.apply({ kind: 'took_over', epoch: 2 }, now);
  expect(fleet.hindrance(now + 500)).toEqual({ kind: 'HINDRANCE_KIND_RECOVERY', untilMs: 1_000 });
  fleet.core.apply({ kind: 'node_closed', connection: 'node-1' }, now);
  expect(fleet.hindrance(now + 100)).toEqual({ kind: 'HINDRANCE_KIND_GONE', sinceMs: 100 });
  expect(listNodes(fleet.core.state, now + 100)).toMatchObject([
    { nodeId: 'a', live: false, state: 'NODE_STATE_GONE', silenceMs: 100, leases: [{ taskId: 'img_0' }] },
  ]);
});

test('A node that a worker could not reach says when it is tried again', () => {
  const fleet = new Fleet({ running: [running] });
  const description = aTask('img_0');
  const failed = { lease: running.lease, reason: 'REASON_NODE_LOST' } as const;
  fleet.core.apply({ kind: 'task_placed', worker: 'worker-1', description, failed }, now);
  expect(fleet.hindrance(now + 400)).toEqual({ kind: 'HINDRANCE_KIND_UNREACHABLE', untilMs: 600 });
});

test('Of what waits a node says why none of it is for it', () => {
  const foreign = new Fleet();
  foreign.place('img_1', { model: 'rare' });
  expect(foreign.hindrance()).toEqual({ kind: 'HINDRANCE_KIND_NO_WANTED_MODEL', sinceMs: 4_000 });

  const limited = new Fleet();
  limited.place('img_1', { paintingLimit: 1 });
  limited.place('img_2', { paintingLimit: 1 });
  expect(limited.hindrance()).toEqual({ kind: 'HINDRANCE_KIND_TENANT_LIMITS', sinceMs: undefined });

  const loading = new Fleet({ models: [], stored: [aStored('tiny'), aStored('large')] });
  loading.place('img_1');
  loading.place('img_2', { model: 'large' });
  expect(loading.hindrance(now + 2_000)).toMatchObject({
    kind: 'HINDRANCE_KIND_LOADING',
    model: 'tiny',
    untilMs: 3_000,
  });
  expect(explainNode(loading.core.state, 'a', now)).toMatchObject({
    arrivals: [{ model: 'tiny', inMs: 5_000 }],
    loadableModels: ['large'],
  });
});

test('A task that has failed on the only node with room is not for it while another has the model', () => {
  const fleet = new Fleet({ running: [running] });
  const full = aReport('b', { taskCap: 0 });
  fleet.core.apply({ kind: 'node_reported', connection: 'node-2', report: full }, now);
  const failed = { lease: running.lease, reason: 'REASON_BAD_OUTPUT' } as const;
  fleet.core.apply({ kind: 'task_placed', worker: 'worker-1', description: aTask('img_0'), failed }, now);
  fleet.core.decide(now);
  fleet.report(now, {});
  expect(fleet.hindrance()).toMatchObject({ kind: 'HINDRANCE_KIND_FAILED_HERE' });
});

test('An unknown node is not explained', () => {
  expect(explainNode(new Fleet().core.state, 'b', now)).toBeUndefined();
});
