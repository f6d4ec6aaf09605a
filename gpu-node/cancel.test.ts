/** Cancelling, as the step log and the node's own figures show it. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { FakeScheduler, FakeStore, FakeWorker } from './server/testing.ts';
import { NodeProcess } from './testing/node-process.ts';

const patience = { timeout: 50_000, interval: 10 };
const scheduler = new FakeScheduler();
const store = new FakeStore();
let storeUrl: string;
let node: NodeProcess;
let worker: FakeWorker;
let leases = 0;

beforeAll(async () => {
  storeUrl = await store.start();
  const schedulerAddress = await scheduler.start(1);
  node = await NodeProcess.start({ QUARTET_SCHEDULER_ADDRESS: schedulerAddress, QUARTET_LOG_LEVEL: 'error' });
  await scheduler.joined(1);
  worker = new FakeWorker(node.address);
});
afterAll(async () => {
  worker.die();
  await node.kill();
  await scheduler.stop();
  store.stop();
});

/** Starts a task that takes seconds, and gives its lease. */
function start(steps = 100) {
  leases += 1;
  const taskId = `task-${leases}`;
  const lease = { taskId, epoch: 1, number: leases, nodeId: 'node-1', nodeAddress: node.address };
  worker.start(lease, {
    model: 'quartet-icons',
    width: 256,
    height: 256,
    paint: { prompt: 'a pig', seed: leases, steps, guidance: 2.5, sampler: 'DDIMScheduler' },
  });
  return lease;
}

const lastStep = (taskId: string): number => worker.of(taskId).findLast(({ step }) => step)?.step?.step ?? 0;
const callsOf = (taskId: string): number => node.calls().filter(({ task_ids: ids }) => ids.includes(taskId)).length;
const cancel = (lease: ReturnType<typeof start>): void =>
  scheduler.say({ cancel: { lease, reason: 'REASON_CANCELED' } });

test('the step after a cancel runs without the sample, and its mates go on', async () => {
  const [gone, mate] = [start(100), start(100)];
  await vi.waitFor(() => expect(lastStep(gone.taskId)).toBeGreaterThan(3), patience);
  cancel(gone);
  await vi.waitFor(() => expect(worker.facts(gone.taskId)).toEqual(['accepted', 'failed REASON_CANCELED']), patience);
  const done = lastStep(gone.taskId);
  await vi.waitFor(() => expect(worker.facts(mate.taskId)).toContain('needUpload'), patience);
  // The call that ran when the cancel came may have had it; no later one does.
  expect(callsOf(gone.taskId)).toBeLessThanOrEqual(done + 1);
  expect(callsOf(mate.taskId)).toBe(100);
  worker.send({ taskId: mate.taskId, upload: { url: `${storeUrl}/mate`, headers: {} } });
  await vi.waitFor(() => expect(worker.facts(mate.taskId).at(-1)).toBe('done'), patience);
});

test('a hundred cancels, at whatever moment they come, leave nothing behind', async () => {
  const held = async () => ({
    tasks: await node.metric('quartet_node_tasks_running'),
    handles: await node.metric('nodejs_active_handles_total'),
  });
  const before = await held();
  for (let round = 0; round < 100; round += 1) {
    const lease = start();
    // Before it is admitted, while its prompt is encoded, and after each of its first steps.
    const wanted = (round % 5) - 1;
    if (wanted >= 0) {
      await vi.waitFor(() => expect(worker.facts(lease.taskId)).toContain('accepted'), patience);
      await vi.waitFor(() => expect(lastStep(lease.taskId)).toBeGreaterThanOrEqual(wanted), patience);
    }
    await vi.waitFor(() => {
      cancel(lease);
      expect(worker.facts(lease.taskId).at(-1)).toBe('failed REASON_CANCELED');
    }, patience);
  }
  const after = await held();
  expect(after.tasks).toBe(before.tasks);
  // One left behind by each cancel would make a hundred; the previews' process answers while it is at work.
  expect(after.handles - before.handles).toBeLessThan(10);
  // The reports of running tasks are empty too, and the node paints on.
  await vi.waitFor(() => expect(scheduler.reports.at(-1)?.running).toEqual([]), patience);
  const last = start(4);
  await vi.waitFor(() => expect(worker.facts(last.taskId)).toContain('needUpload'), patience);
  cancel(last);
});
