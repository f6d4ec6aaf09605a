/** Models that are not in memory: which node loads one for whom, and when it is better to wait for those that have it. */
import assert from 'node:assert';
import type { StoredModel, TaskDescription } from '@quartet/protos/generated/index.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aReport, aStored, aTask } from '../testing.ts';
import { loadWaitMs } from './arrivals.ts';
import type { NodeReport } from './events.ts';
import { predict } from './predict.ts';
import { Scheduler } from './scheduler.ts';
import { estimate, explain } from './views.ts';

const now = 10_000;
/** 10 steps of 100 ms and 200 ms. */
const aloneMs = 1_200;

/** A core that places, with nodes as they report. */
function aCore(reports: readonly NodeReport[]): Scheduler {
  const core = new Scheduler();
  core.apply({ kind: 'took_over', epoch: 1 }, 0);
  for (const [index, report] of reports.entries()) {
    core.apply({ kind: 'node_reported', connection: `node-${index}`, report }, now);
  }
  core.decide(now);
  return core;
}

/** Of a node that has nothing in memory. */
const cold = (nodeId: string, stored: Partial<StoredModel> = {}): NodeReport =>
  aReport(nodeId, { models: [], stored: [aStored('tiny', stored)] });

/** Places tasks of `tiny` one after another at one moment; the node of each, or undefined. */
function place(
  core: Scheduler,
  count: number,
  atMs = now,
  changes: Partial<TaskDescription> = {},
): (string | undefined)[] {
  const ids = Array.from({ length: count }, (_, index) => `img_${core.state.taskCount + index}`);
  for (const id of ids) core.apply({ kind: 'task_placed', worker: 'worker-1', description: aTask(id, changes) }, atMs);
  core.decide(atMs);
  return ids.map((id) => core.state.tasks.get(id)?.lease?.nodeId);
}

const distinct = (nodes: readonly (string | undefined)[]): number => new Set(nodes).size;

test('A model that is in no memory is loaded where it can be', () => {
  const unavailable = cold('a', { state: 'STORED_MODEL_STATE_UNAVAILABLE' });
  expect(place(aCore([unavailable, cold('b')]), 1)).toEqual(['b']);
  expect(place(aCore([cold('a', { state: 'STORED_MODEL_STATE_LOADING' })]), 1)).toEqual(['a']);
  const nowhere = aCore([unavailable]);
  expect(place(nowhere, 1)).toEqual([undefined]);
  expect(explain(nowhere.state, 'img_0', now).waitingFor).toBe('WAITING_FOR_MODEL');
});

test('A node that has the model is better while it ends the task in time or sooner than two loads take, and else worse', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20_000 }),
      fc.nat(3),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 10 }),
      (loadMs, busy, steps, aim) => {
        const warm = aReport('a', { batchCap: 1 });
        const core = aCore([warm]);
        for (let index = 0; index < busy; index += 1) {
          // Due before the newcomer.
          const description = aTask(`img_busy_${index}`, { steps, aim: 0.001 });
          core.apply({ kind: 'task_placed', worker: 'worker-1', description }, now);
          core.decide(now);
        }
        core.apply({ kind: 'node_reported', connection: 'node-1', report: cold('b', { loadMs }) }, now);
        const waitMs = busy * steps * 100;
        const [chosen] = place(core, 1, now, { aim });
        const isInTime = waitMs + aloneMs <= 0.5 * aim * aloneMs;
        if (waitMs !== 2 * loadMs) assert.strictEqual(chosen, isInTime || waitMs < 2 * loadMs ? 'a' : 'b');
      },
    ),
  );
});

test.each<[string, (core: Scheduler) => void]>([
  [
    'could not be had for a while',
    (core) => {
      const without = aReport('a', { models: [], stored: [] });
      core.apply({ kind: 'node_reported', connection: 'node-0', report: without }, now + 1);
    },
  ],
  [
    'was on its way when the node fell silent',
    (core) => {
      core.apply({ kind: 'node_closed', connection: 'node-0' }, now + 1);
      core.decide(now + 60_000);
    },
  ],
])('A node is asked for no other load while a task of it waits for one that %s', (_, happen) => {
  const stored = [aStored('tiny'), aStored('other')];
  const core = aCore([aReport('a', { models: [], stored })]);
  place(core, 1);
  const lease = core.state.tasks.get('img_0')?.lease;
  assert(lease);
  happen(core);
  const running = [{ lease, model: 'tiny', step: 0, steps: 10 }];
  const later = now + 60_001;
  core.apply(
    { kind: 'node_reported', connection: 'node-1', report: aReport('a', { models: [], stored, running }) },
    later,
  );
  const other = aTask('img_other', { model: 'other' });
  core.apply({ kind: 'task_placed', worker: 'worker-1', description: other }, later);
  core.decide(later);
  expect(core.state.tasks.get('img_other')?.lease).toBeUndefined();
});

test('A load that was never timed is guessed by the size of the model', () => {
  const small = cold('a', { loadMs: 0, memoryBytes: 10_000_000 });
  const large = cold('b', { loadMs: 0, memoryBytes: 10_000_000_000 });
  expect(place(aCore([large, small]), 1)).toEqual(['a']);
});

describe('four tasks at once on four nodes, none of which has the model', () => {
  const names = ['a', 'b', 'c', 'd'];
  /** Its profile is known from a node that has left. */
  const core = (batchMs: number, loadMs: number): Scheduler => {
    const [profile] = aReport('').models;
    assert(profile);
    const stepTimes = [
      { batch: 1, stepMs: 100 },
      { batch: 4, stepMs: batchMs },
    ];
    const gone = aReport('gone', { models: [{ ...profile, stepTimes }], draining: true });
    return aCore([gone, ...names.map((name) => cold(name, { loadMs }))]);
  };

  test('Where four in a call take no longer than one, it is loaded once', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 60_000, noNaN: true }), (loadMs) =>
        assert.strictEqual(distinct(place(core(100, loadMs), 4)), 1),
      ),
    );
  });

  test('Where they take longer, they gather as long as that is in time, and else go where they end first', () => {
    expect(distinct(place(core(400, 400), 4))).toBe(1);
    expect(distinct(place(core(400, 400), 4, now, { aim: 1 }))).toBe(4);
  });

  test('While it is on its way, those that come later gather if what is left of the load is short enough', () => {
    const late = { aim: 1 };
    const slow = core(400, 800);
    const first = place(slow, 1, now, late);
    expect(place(slow, 1, now + 700, late)).toEqual(first);
    const other = core(400, 800);
    expect(place(other, 1, now, late)).not.toEqual(place(other, 1, now + 100, late));
  });

  test('No task goes to a further load that is in time on a node that loads already', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 400 }),
        fc.integer({ min: 1, max: 10_000 }),
        fc.array(fc.nat(400), { minLength: 1, maxLength: 12 }),
        (batchMs, loadMs, pauses) => {
          const scheduler = core(batchMs, loadMs);
          // In all less than the silence after which a node has lost its leases.
          let atMs = now;
          for (const pauseMs of pauses) {
            atMs += pauseMs;
            // As they were before the task was placed.
            const costs = [...scheduler.state.fleet.nodes.values()]
              .filter(({ draining, residents, taskCap }) => !draining && residents.size < taskCap)
              .map((node) => {
                const profiles = { get: () => scheduler.state.fleet.profile('tiny') };
                const newcomer = { model: 'tiny', stepsLeft: 10, dueAtMs: atMs + 20 * aloneMs };
                const device = { batchCap: node.batchCap, profiles };
                const { finishMs } = predict(device, [...node.residents.values()], newcomer);
                const ms = finishMs + loadWaitMs(node, 'tiny', atMs);
                return { id: node.id, loads: node.residents.size > 0, ms };
              });
            const [chosen] = place(scheduler, 1, atMs);
            const there = costs.find(({ id }) => id === chosen);
            assert(there || costs.length === 0);
            if (!there || there.loads) continue;
            for (const { loads, ms } of costs) assert(!loads || ms > 10 * aloneMs, 'it would have been in time there');
          }
        },
      ),
    );
  });
});

test('A node that is busy loads a model that another has only while fewer wait than there are nodes', () => {
  const busy = aReport('a', { models: [], stored: [aStored('tiny', { loadMs: 1 }), aStored('large')] });
  const [profile] = aReport('').models;
  assert(profile);
  const twoNodes = (): Scheduler => {
    const core = aCore([busy]);
    core.apply({ kind: 'task_placed', worker: 'worker-1', description: aTask('img_l', { model: 'large' }) }, now);
    core.decide(now);
    const lease = core.state.tasks.get('img_l')?.lease;
    assert(lease);
    const loaded = aReport('a', {
      models: [{ ...profile, model: 'large' }],
      stored: [aStored('tiny', { loadMs: 1 })],
      running: [{ lease, model: 'large', step: 1, steps: 10 }],
    });
    core.apply({ kind: 'node_reported', connection: 'node-0', report: loaded }, now);
    core.apply({ kind: 'node_reported', connection: 'node-1', report: aReport('b', { taskCap: 1 }) }, now);
    return core;
  };
  expect(place(twoNodes(), 2)).toEqual(['b', 'a']);
  const core = twoNodes();
  expect(place(core, 4)).toEqual(['b', undefined, undefined, undefined]);
  core.apply({ kind: 'node_closed', connection: 'node-1' }, now);
  core.decide(now);
  expect(core.state.tasks.get('img_2')?.lease?.nodeId).toBe('a');
});

test('An estimate counts the load, until it is expected to be done', () => {
  const core = aCore([cold('a')]);
  const profile = { stepTimes: [{ batch: 1, stepMs: 100 }], overheadMs: 200 };
  const [known] = aReport('').models;
  assert(known);
  const gone = aReport('gone', { models: [{ ...known, ...profile }], draining: true });
  core.apply({ kind: 'node_reported', connection: 'node-1', report: gone }, now);
  const alone = estimate(core.state, aTask('', { steps: 10 }), 1, now);
  expect(alone.startMs).toBe(5_000);
  expect(alone.finishMs).toBeGreaterThanOrEqual(5_000 + aloneMs);
  place(core, 1);
  expect(estimate(core.state, aTask(''), 1, now + 2_000).startMs).toBe(3_000);
});

test('What a node has not measured takes there what it takes in its pool, not what it took elsewhere last', () => {
  const [known] = aReport('').models;
  assert(known);
  const measured = (nodeId: string, pool: string, stepMs: number): NodeReport =>
    aReport(nodeId, { pool, models: [{ ...known, stepTimes: [{ batch: 1, stepMs }] }], draining: true });
  const of = (pool: string): NodeReport => ({ ...cold(pool, { loadMs: 1_000 }), pool });
  const core = aCore([of('fast'), of('slow'), measured('c', 'fast', 10), measured('d', 'slow', 1_000)]);
  expect(place(core, 1)).toEqual(['fast']);
});
