import { expect, test } from 'vitest';
import { aReport, aTask } from '../testing.ts';
import { deletionCost } from './deletion-cost.ts';
import { Scheduler } from './scheduler.ts';

function aFleet(models: Record<string, Parameters<typeof aReport>[1]>): Scheduler {
  const core = new Scheduler();
  core.apply({ kind: 'took_over', epoch: 1 }, 0);
  for (const [index, [id, changes]] of Object.entries(models).entries()) {
    const event = { kind: 'node_reported', connection: `node-${index + 1}`, report: aReport(id, changes) } as const;
    core.apply(event, 10_000);
  }
  core.decide(10_000);
  return core;
}

test('A node that has nothing costs least, then one that is like others, then the only one that has a model', () => {
  const [tiny] = aReport('x').models;
  if (!tiny) throw new Error('a report has a model');
  const other = { ...tiny, model: 'other' };
  const { state } = aFleet({ empty: { models: [] }, usual: {}, same: {}, only: { models: [other] } });
  const costs = ['empty', 'usual', 'same', 'only'].map((id) => deletionCost(state, id));
  expect(costs[0]).toBe(0);
  expect(costs[1]).toBeGreaterThan(0);
  expect(costs[2]).toBe(costs[1]);
  expect(costs[3]).toBeGreaterThan(costs[2] ?? Infinity);
});

test('What is left to do on a node counts, and one that is gone costs nothing', () => {
  const core = aFleet({ a: { taskCap: 1 }, b: { taskCap: 1 } });
  core.apply({ kind: 'task_placed', worker: 'worker-1', description: aTask('img_1') }, 10_000);
  core.decide(10_000);
  const busy = [...core.state.fleet.nodes.values()].find(({ residents }) => residents.size > 0)?.id ?? '';
  const idle = busy === 'a' ? 'b' : 'a';
  // Ten steps of 100 ms, and 200 ms beside them.
  expect(deletionCost(core.state, busy) - deletionCost(core.state, idle)).toBeCloseTo(1_200);
  core.apply({ kind: 'node_closed', connection: busy === 'a' ? 'node-1' : 'node-2' }, 10_000);
  expect(deletionCost(core.state, busy)).toBe(0);
});
