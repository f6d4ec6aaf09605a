import type { ResidentModel } from '@quartet/protos/generated/index.ts';
import { expect, test } from 'vitest';
import { aReport, aTask } from '../testing.ts';
import { type PoolPolicy, holdMs } from './autoscale.ts';
import { Autoscaler } from './autoscaler.ts';
import type { NodeReport } from './events.ts';
import { poolLoads } from './pool-loads.ts';
import { Scheduler } from './scheduler.ts';

/** Ten seconds of a node are one node: small figures. */
const policy = { min: 0, max: 8, bootMs: 0, drainMs: 10_000 };
const pool = (name: string, changes: Partial<PoolPolicy> = {}): PoolPolicy => ({ pool: name, ...policy, ...changes });
const start = 10_000;

/** A core past its listening; `report` adds a node or repeats its report, `place` a task of 10 steps. */
function aCore(): {
  core: Scheduler;
  report: (nodeId: string, changes?: Partial<NodeReport>, now?: number) => void;
  place: (count: number, model?: string, now?: number) => void;
} {
  const core = new Scheduler();
  core.apply({ kind: 'took_over', epoch: 1 }, 0);
  let placed = 0;
  const act = (event: Parameters<Scheduler['apply']>[0], now: number): void => {
    core.apply(event, now);
    core.decide(now);
  };
  return {
    core,
    report: (nodeId, changes, now = start) =>
      act({ kind: 'node_reported', connection: `node-${nodeId.charCodeAt(0)}`, report: aReport(nodeId, changes) }, now),
    place: (count, model = 'tiny', now = start) => {
      for (let index = 0; index < count; index += 1) {
        placed += 1;
        const description = aTask(`img_${placed}`, { model });
        act({ kind: 'task_placed', worker: 'worker-1', description }, now);
      }
    },
  };
}

const none = new Map<string, number>();

test('Without demand a pool wants its least; every declared pool has a figure', () => {
  const { core } = aCore();
  const scaler = new Autoscaler([pool('a'), pool('b', { min: 2 })], none, start, 0);
  expect([...scaler.look(core.state, start)]).toEqual([
    ['a', 0],
    ['b', 2],
  ]);
});

test('A node that an operator keeps tasks from is wanted beside those that do the work, within the pool’s most', () => {
  const { core, report } = aCore();
  const order = { id: 'o-1', kind: 'NODE_ORDER_KIND_DRAIN', ageMs: 0, drainLeftMs: 0 } as const;
  report('a', { order });
  report('b', { order, draining: true });
  report('c', {});
  const wanted = (changes: Partial<PoolPolicy>) =>
    new Autoscaler([pool('small', changes)], none, start - 60_000, 0).look(core.state, start).get('small');
  expect([wanted({}), wanted({ min: 2 }), wanted({ min: 2, max: 2 })]).toEqual([1, 3, 2]);
});

test('A pool at zero wants a node for a model that it can load and that no node has ever measured', () => {
  const { core, place } = aCore();
  const scaler = new Autoscaler([pool('a', { models: new Set(['other']) }), pool('b')], none, start, 0);
  place(1, 'never-seen');
  expect([...scaler.look(core.state, start).values()]).toEqual([0, 1]);
});

test('What waits takes the time that the pool has measured, at the full batch that its model allows', () => {
  const { core, report, place } = aCore();
  report('a', { taskCap: 1 });
  place(41);
  const [model] = aReport('a').models as [ResidentModel];
  const workMs = (batchCap: number): number | undefined => {
    report('a', { taskCap: 8, draining: true, models: [{ ...model, batchCap }] });
    return poolLoads(core.state, [pool('small')], new Map()).get('small')?.workMs;
  };
  // One runs, 40 wait. At batch 4 a sample's step takes 37.5 ms, and each picture 200 ms beside its steps.
  expect(workMs(0)).toBeCloseTo(10 * 37.5 + 40 * (10 * 37.5 + 200));
  expect(workMs(1)).toBeCloseTo(10 * 100 + 40 * (10 * 100 + 200));
});

test('What one pool cannot do in time at its greatest goes to the next', () => {
  const { core, place } = aCore();
  // 10 steps of 50 ms and 500 ms by the guess: one second each.
  place(50);
  const scaler = new Autoscaler([pool('first', { max: 3 }), pool('second')], none, start, 0);
  expect([...scaler.look(core.state, start).values()]).toEqual([3, 2]);
});

test('What arrives wants nodes before anything waits, more of them ahead of a step of the day', () => {
  const { core, report, place } = aCore();
  report('a', { taskCap: 32, batchCap: 1 });
  const midnightMs = start + 1_800_000 - 3_600_000;
  const daySteps = [{ atMs: 3_600_000, lengthMs: 60_000, times: 2 }];
  const wants = (changes: Partial<PoolPolicy>) =>
    new Autoscaler(
      [pool('small', { max: 99, drainMs: 3_600_000, bootMs: 60_000, ...changes })],
      none,
      start,
      midnightMs,
    );
  const scalers = [wants({}), wants({ daySteps })];
  const figures: (number | undefined)[][] = [];
  // A picture of 1.2 s each second keeps 1.2 nodes busy.
  for (let now = start; now <= start + 2_800_000; now += 1_000) {
    report('a', { taskCap: 32, batchCap: 1, running: [], ended: [] }, now);
    place(1, 'tiny', now);
    figures.push(scalers.map((scaler) => scaler.look(core.state, now).get('small')));
  }
  const [usual, stepped] = [1.2 + 1.4 * Math.sqrt(1.2), 2.4 + 1.4 * Math.sqrt(2.4)].map(Math.ceil);
  expect(figures[1_500]).toEqual([usual, usual]);
  // A minute ahead, until its end, and held.
  expect(figures[1_745]).toEqual([usual, stepped]);
  expect(figures[1_860 + holdMs / 1_000 - 5]).toEqual([usual, stepped]);
  expect(figures[1_860 + holdMs / 1_000 + 5]).toEqual([usual, usual]);
});

test('Nodes of several kinds are one pool, which works as fast as they do on average', () => {
  const { core, report, place } = aCore();
  const [tiny] = aReport('x').models as [ResidentModel];
  const fast = { ...tiny, stepTimes: tiny.stepTimes.map((each) => ({ ...each, stepMs: each.stepMs / 3 })) };
  report('a', { pool: 'mixed/slow', draining: true });
  report('b', { pool: 'mixed/fast', draining: true, models: [{ ...fast, overheadMs: tiny.overheadMs / 3 }] });
  place(10);
  const workMs = (name: string) => poolLoads(core.state, [pool(name)], new Map()).get(name)?.workMs ?? 0;
  // The one gets through 1 while the other gets through 3: together 4, one of them 2.
  expect(workMs('mixed')).toBeCloseTo((10 * (10 * 37.5 + 200)) / 2);
});

test('A figure rises at once and falls when the window has passed', () => {
  const { core, place } = aCore();
  const scaler = new Autoscaler([pool('a')], none, start, 0);
  place(25);
  expect(scaler.look(core.state, start).get('a')).toBe(3);
  core.apply({ kind: 'worker_closed', worker: 'worker-1' }, start);
  expect(scaler.look(core.state, start + 1_000).get('a')).toBe(3);
  expect(scaler.look(core.state, start + holdMs - 1).get('a')).toBe(3);
  expect(scaler.look(core.state, start + holdMs).get('a')).toBe(0);
});

test('Nodes that run tasks are not let go, not even when they stop, but no more of them than the tasks need', () => {
  const { core, report, place } = aCore();
  const scaler = new Autoscaler([pool('small', { drainMs: 3_600_000 })], none, 0, 0);
  for (const id of ['a', 'b', 'c']) report(id, { taskCap: 2 });
  place(3);
  const held = new Map<string, NodeReport['running'][number][]>();
  for (const node of core.state.fleet.nodes.values()) {
    held.set(
      node.id,
      [...node.residents.values()].map(({ lease }) => ({ lease, model: 'tiny', step: 10, steps: 10 })),
    );
  }
  expect([...held.values()].flat()).toHaveLength(3);
  let now = start;
  for (; now <= start + 2 * holdMs; now += 1_000) {
    for (const [id, running] of held) report(id, { taskCap: 2, running, draining: true }, now);
    scaler.look(core.state, now);
  }
  // Each has a step behind it and none before it: no work is left, yet they are held.
  expect(scaler.look(core.state, now).get('small')).toBe(2);
});

test('A new leader wants what the last one wanted, and all nodes that come back, for a window', () => {
  const { core, report } = aCore();
  const before = new Map([['small', 5]]);
  const scaler = new Autoscaler([pool('small'), pool('other')], before, start, 0);
  expect(Object.fromEntries(scaler.look(core.state, start))).toEqual({ small: 5, other: 0 });
  const unaware = new Autoscaler([pool('small'), pool('other')], none, start, 0);
  for (const id of ['a', 'b', 'c']) report(id, {}, start + 500);
  expect(Object.fromEntries(unaware.look(core.state, start + 500))).toEqual({ small: 3, other: 0 });
  for (let now = start + 1_000; now < start + 2 * holdMs; now += 1_000) {
    for (const id of ['a', 'b', 'c']) report(id, {}, now);
    const figures = [scaler, unaware].map((each) => each.look(core.state, now).get('small'));
    if (now < start + holdMs) expect(figures).toEqual([5, 3]);
  }
  expect([scaler, unaware].map((each) => each.look(core.state, start + 2 * holdMs).get('small'))).toEqual([0, 0]);
});

test('What the last leader wanted keeps within the bounds of today', () => {
  const { core } = aCore();
  const scaler = new Autoscaler([pool('small', { max: 4 })], new Map([['small', 50]]), start, 0);
  expect(scaler.look(core.state, start).get('small')).toBe(4);
});

test('Where nothing is declared, pools are those that nodes tell of, and stay known', () => {
  const { core, report, place } = aCore();
  const scaler = new Autoscaler([], none, start, 0);
  expect(scaler.look(core.state, start).size).toBe(0);
  report('a', { pool: 'small', taskCap: 1 });
  report('b', { pool: 'empty', models: [] });
  place(500);
  const wanted = scaler.look(core.state, start);
  expect([...wanted.keys()].sort()).toEqual(['empty', 'small']);
  // 500 pictures of 1.2 s, a minute to be done with them and two of booting.
  const unaware = new Autoscaler([], none, start, 0).look(core.state, start);
  expect(unaware.get('small')).toBe(Math.ceil((499 * 1_200 + 1_000 - 120_000) / 60_000));
  core.apply({ kind: 'node_closed', connection: 'node-97' }, start);
  expect([...scaler.look(core.state, start + 1).keys()].sort()).toEqual(['empty', 'small']);
});
