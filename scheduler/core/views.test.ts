import type { TaskDescription } from '@quartet/protos/generated/index.ts';
import { expect, test } from 'vitest';
import { aReport, aTask } from '../testing.ts';
import { poolDemands, unassignedPool } from './demand.ts';
import { Scheduler } from './scheduler.ts';
import { estimate, explain, listQueue } from './views.ts';

/** A core that places, 10 s into its life, with one node of room for `taskCap` tasks if that is not 0. */
function aCore(taskCap: number): { core: Scheduler; place: (id: string, changes?: Partial<TaskDescription>) => void } {
  const core = new Scheduler();
  core.apply({ kind: 'took_over', epoch: 1 }, 0);
  if (taskCap > 0) {
    core.apply({ kind: 'node_reported', connection: 'node-1', report: aReport('a', { taskCap, batchCap: 1 }) }, now);
  }
  return {
    core,
    place: (id, changes) => {
      core.apply({ kind: 'task_placed', worker: 'worker-1', description: aTask(id, changes) }, now);
      core.decide(now);
    },
  };
}

const now = 10_000;
/** 10 steps of 100 ms and 200 ms. */
const oneTaskMs = 1_200;

test('A waiting task starts when the work before it is done', () => {
  const { core, place } = aCore(1);
  for (const id of ['img_1', 'img_2', 'img_3']) place(id);
  expect(listQueue(core.state, now).map(({ task, ...rest }) => ({ id: task.taskId, ...rest }))).toEqual([
    { id: 'img_2', position: 0, estimateMs: oneTaskMs },
    { id: 'img_3', position: 1, estimateMs: 2 * oneTaskMs },
  ]);
});

test('An estimate puts a new tenant ahead of what another one has waiting', () => {
  const { core, place } = aCore(1);
  for (let index = 0; index < 10; index += 1) place(`img_${index}`, { tenantId: 'greedy' });
  const { startMs, finishMs } = estimate(core.state, aTask('', { tenantId: 'new' }), 2, now);
  expect(startMs).toBeLessThanOrEqual(2 * oneTaskMs);
  expect(finishMs).toBeLessThanOrEqual(5 * oneTaskMs);
  expect(core.state.queue.size).toBe(9);
});

test('On an idle fleet an estimate starts at once', () => {
  const { core } = aCore(4);
  expect(estimate(core.state, aTask(''), 1, now)).toEqual({ startMs: 0, finishMs: oneTaskMs });
});

test.for([
  { want: 'WAITING_FOR_MODEL', changes: { model: 'nowhere' } },
  { want: 'WAITING_FOR_ROOM', changes: { tenantId: 'usr_2' } },
  { want: 'WAITING_FOR_TENANT_LIMIT', changes: { paintingLimit: 1 } },
] as const)('Explain says $want', ({ want, changes }) => {
  const { core, place } = aCore(1);
  place('img_1');
  place('img_2', changes);
  expect(explain(core.state, 'img_2', now).waitingFor).toBe(want);
});

test('Explain says that a task runs, that the scheduler listens, or that it knows nothing', () => {
  const { core, place } = aCore(1);
  place('img_1');
  expect(explain(core.state, 'img_1', now)).toMatchObject({ waitingFor: 'WAITING_FOR_NOTHING', lease: { number: 1 } });
  expect(explain(core.state, 'img_9', now).waitingFor).toBe('WAITING_FOR_UNSPECIFIED');
  core.apply({ kind: 'took_over', epoch: 2 }, now);
  place('img_2');
  expect(explain(core.state, 'img_2', now).waitingFor).toBe('WAITING_FOR_RECOVERY');
});

test('Demand counts what waits and what is left to run, by pool; without a node it is unassigned', () => {
  const { core, place } = aCore(1);
  place('img_1');
  place('img_2');
  place('img_3', { model: 'nowhere' });
  expect(poolDemands(core.state)).toEqual([
    { pool: 'small', model: 'tiny', demandGpuMs: 1_000 + oneTaskMs, capacity: 1 },
    { pool: unassignedPool, model: 'nowhere', demandGpuMs: 1_000, capacity: 0 },
  ]);
});
