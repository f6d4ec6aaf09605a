/** A task that goes on from a checkpoint has only the rest of its steps to take, wherever they count. */
import { expect, test } from 'vitest';
import { aReport, aTask } from '../testing.ts';
import { poolDemands } from './demand.ts';
import { Scheduler } from './scheduler.ts';
import { estimate, listQueue } from './views.ts';

const now = 10_000;
/** Of 10 steps of 100 ms, and 200 ms beside them. */
const half = { steps: 10, stepsDone: 5 };
const halfMs = 700;

/** A core with one node that has room for one task. */
function aCore(): Scheduler {
  const core = new Scheduler();
  core.apply({ kind: 'took_over', epoch: 1 }, 0);
  report(core, {});
  return core;
}

function report(core: Scheduler, changes: Parameters<typeof aReport>[1]): void {
  const whole = aReport('a', { taskCap: 1, batchCap: 1, ...changes });
  core.apply({ kind: 'node_reported', connection: 'node-1', report: whole }, now);
  core.decide(now);
}

function place(core: Scheduler, taskId: string, changes: Parameters<typeof aTask>[1]): void {
  core.apply({ kind: 'task_placed', worker: 'worker-1', description: aTask(taskId, changes) }, now);
  core.decide(now);
}

const chargedTo = (core: Scheduler, tenantId: string): number | undefined =>
  core.state.queue.tenants.get(tenantId)?.tag;

test('Its tenant is charged for them', () => {
  const [whole, rest] = [aCore(), aCore()];
  place(whole, 'img_1', {});
  place(rest, 'img_1', half);
  expect([chargedTo(whole, 'usr_1'), chargedTo(rest, 'usr_1')]).toEqual([1_200, halfMs]);
});

test('Of a lease that is lost its tenant pays the share of them that was taken', () => {
  const core = aCore();
  place(core, 'img_1', half);
  const lease = core.state.tasks.get('img_1')?.lease;
  if (!lease) throw new Error('no lease');
  report(core, { running: [{ lease, model: 'tiny', step: 6, steps: 10 }] });
  report(core, {});
  expect(chargedTo(core, 'usr_1')).toBeCloseTo(halfMs / 5);
});

test('A node that began anew has taken none of them', () => {
  const core = aCore();
  place(core, 'img_1', half);
  const lease = core.state.tasks.get('img_1')?.lease;
  if (!lease) throw new Error('no lease');
  report(core, { running: [{ lease, model: 'tiny', step: 2, steps: 10 }] });
  report(core, {});
  expect(chargedTo(core, 'usr_1')).toBe(0);
});

test('What comes after it starts when they are taken', () => {
  const core = aCore();
  place(core, 'img_1', half);
  place(core, 'img_2', half);
  place(core, 'img_3', {});
  expect(listQueue(core.state, now).map(({ estimateMs }) => estimateMs)).toEqual([halfMs, 2 * halfMs]);
  expect(estimate(core.state, aTask('', { tenantId: 'usr_1' }), 1, now).startMs).toBe(2 * halfMs + 1_200);
});

test('Demand counts them', () => {
  const core = aCore();
  place(core, 'img_1', {});
  const before = poolDemands(core.state)[0]?.demandGpuMs ?? 0;
  place(core, 'img_2', half);
  expect((poolDemands(core.state)[0]?.demandGpuMs ?? 0) - before).toBe(halfMs);
});
