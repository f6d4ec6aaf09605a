import type { TaskDescription } from '@quartet/protos/generated/index.ts';
import { expect, test } from 'vitest';
import { aReport, aStored, aTask } from '../testing.ts';
import type { NodeConnection, NodeReport } from './events.ts';
import { Scheduler } from './scheduler.ts';
import { explain } from './views.ts';

const now = 10_000;
/** 10 steps of 100 ms and 200 ms. */
const oneTaskMs = 1_200;

/** A core that places, and these nodes with room for one task each unless they say more. */
function aCore(nodes: Readonly<Record<string, Partial<NodeReport>>>) {
  const core = new Scheduler();
  core.apply({ kind: 'took_over', epoch: 1 }, 0);
  for (const [index, [nodeId, changes]] of Object.entries(nodes).entries()) {
    const connection: NodeConnection = `node-${index}`;
    const report = aReport(nodeId, { taskCap: 1, batchCap: 1, ...changes });
    core.apply({ kind: 'node_reported', connection, report }, now);
  }
  const place = (taskId: string, changes: Partial<TaskDescription> = {}): void => {
    core.apply({ kind: 'task_placed', worker: 'worker-1', description: aTask(taskId, changes) }, now);
    core.decide(now);
  };
  const releases = (taskId: string, at = now) => explain(core.state, taskId, at).releases;
  return { core, place, releases };
}

test('A task that waits for room hears which node has it first, and what must happen to others', () => {
  const cordon = { id: 'o-1', kind: 'NODE_ORDER_KIND_CORDON', ageMs: 0, drainLeftMs: 0 } as const;
  const { core, place, releases } = aCore({ a: {}, b: {}, c: { order: cordon }, d: {}, e: { draining: true } });
  core.apply({ kind: 'node_closed', connection: 'node-3' }, now);
  place('img_1', { steps: 20 });
  place('img_2');
  place('img_3');
  const ends = (taskId: string, nodeId: string, inMs: number) => ({
    kind: 'RELEASE_KIND_TASK_ENDS',
    taskId,
    nodeId,
    inMs,
  });
  expect(releases('img_3')).toEqual([
    ends('img_2', 'b', oneTaskMs),
    ends('img_1', 'a', oneTaskMs + 1_000),
    { kind: 'RELEASE_KIND_NODE_UNCORDONED', nodeId: 'c' },
    { kind: 'RELEASE_KIND_NODE_RETURNS', nodeId: 'd' },
  ]);
  expect(explain(core.state, 'img_3', now + 300)).toMatchObject({ waitingMs: 300, queuedMs: 300, position: 0 });
});

test('One whose model no node has waits for one to join', () => {
  const { place, releases } = aCore({ a: {} });
  place('img_1', { model: 'rare' });
  expect(releases('img_1')).toEqual([{ kind: 'RELEASE_KIND_NODE_JOINS' }]);
});

test('One whose node loads another model hears when that is over', () => {
  const { place, releases } = aCore({ a: { taskCap: 4, models: [], stored: [aStored('tiny'), aStored('large')] } });
  place('img_1');
  place('img_2', { model: 'large' });
  expect(releases('img_2', now + 1_000)).toEqual([{ kind: 'RELEASE_KIND_MODEL_LOADED', nodeId: 'a', inMs: 9_000 }]);
});

test('One that its tenant keeps waiting hears which of the tenant’s tasks end, and no others', () => {
  const { place, releases } = aCore({ a: {}, b: {}, c: {} });
  place('img_1', { tenantId: 'usr_2' });
  place('img_2', { paintingLimit: 1 });
  place('img_3', { paintingLimit: 1 });
  expect(releases('img_3')).toEqual([
    { kind: 'RELEASE_KIND_TENANT_TASK_ENDS', taskId: 'img_2', nodeId: 'b', inMs: oneTaskMs },
  ]);
});

test('After a takeover all wait for the end of the listening time', () => {
  const { core, place, releases } = aCore({ a: {} });
  core.apply({ kind: 'took_over', epoch: 2 }, now);
  place('img_1');
  expect(releases('img_1', now + 500)).toEqual([{ kind: 'RELEASE_KIND_LISTENING_ENDS', inMs: 1_000 }]);
});

test('At most eight are told', () => {
  const nodes = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`n${index}`, {}]));
  const { place, releases } = aCore(nodes);
  for (let index = 0; index <= 12; index += 1) place(`img_${index}`);
  expect(releases('img_12')).toHaveLength(8);
});
