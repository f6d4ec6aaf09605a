import { expect, test } from 'vitest';
import { aReport, aTask } from '../testing.ts';
import { Scheduler } from './scheduler.ts';

const now = 10_000;

/** One node whose calls gain next to nothing by company, with tasks of a plan; how many of them it holds. */
function held(plan: 'PLAN_FREE' | 'PLAN_PRO', tasks: number): number {
  const core = new Scheduler();
  core.apply({ kind: 'took_over', epoch: 1 }, 0);
  const [profile] = aReport('').models;
  if (!profile) throw new Error('a node without a model');
  const stepTimes = [1, 2, 4].map((batch) => ({ batch, stepMs: 100 * batch }));
  const report = aReport('a', { models: [{ ...profile, stepTimes }], batchCap: 4, taskCap: 8 });
  core.apply({ kind: 'node_reported', connection: 'node-0', report }, now);
  for (let index = 0; index < tasks; index += 1) {
    const description = aTask(`img_${index}`, { plan, tenantId: `usr_${index}` });
    core.apply({ kind: 'task_placed', worker: 'worker-1', description }, now);
  }
  core.decide(now);
  return core.state.fleet.nodes.get('a')?.residents.size ?? 0;
}

test('Free tasks leave room on a node for who pays, who takes all there is', () => {
  expect(held('PLAN_FREE', 3)).toBe(3);
  expect(held('PLAN_FREE', 20)).toBe(4);
  expect(held('PLAN_PRO', 20)).toBe(8);
});
