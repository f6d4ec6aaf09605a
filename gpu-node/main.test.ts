import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeScheduler, FakeStore, FakeWorker } from './server/testing.ts';
import { NodeProcess } from './testing/node-process.ts';

const patience = { timeout: 50_000, interval: 20 };
let scheduler: FakeScheduler;
let store: FakeStore;
let node: NodeProcess | undefined;

beforeEach(() => {
  scheduler = new FakeScheduler();
  store = new FakeStore();
});
afterEach(async () => {
  await node?.kill();
  await scheduler.stop();
  store.stop();
});

const lease = (number: number, nodeAddress: string) => ({
  taskId: `task-${number}`,
  epoch: 1,
  number,
  nodeId: 'node-1',
  nodeAddress,
});

const content = (steps: number) => ({
  model: 'quartet-icons',
  width: 256,
  height: 256,
  paint: { prompt: 'a giraffe', negativePrompt: '', seed: 1, steps, guidance: 2.5, sampler: 'DDIMScheduler' },
});

/** Starts a node and waits until it has joined. */
async function startNode(settings: Record<string, string> = {}): Promise<NodeProcess> {
  const started = await NodeProcess.start({ QUARTET_SCHEDULER_ADDRESS: await scheduler.start(1), ...settings });
  node = started;
  await vi.waitFor(() => expect(scheduler.reports.at(-1)?.models.length, started.lines.join('\n')).toBe(3), patience);
  return started;
}

test('a node that is told to stop refuses what is new, finishes what runs, and exits with 0', async () => {
  const storeUrl = await store.start();
  const running = await startNode();
  const { process: started, address, exited } = running;
  const worker = new FakeWorker(address);
  worker.start(lease(1, address), content(60));
  await vi.waitFor(() => expect(worker.of('task-1').map(({ event }) => event)).toContain('step'), patience);
  started.kill('SIGTERM');
  await vi.waitFor(() => expect(scheduler.reports.at(-1)?.draining).toBe(true), patience);
  worker.start(lease(2, address), content(60));
  await vi.waitFor(() => expect(worker.facts('task-2')).toEqual(['failed REASON_DRAINING']), patience);
  await vi.waitFor(() => expect(worker.facts('task-1')).toContain('needUpload'), patience);
  worker.send({ taskId: 'task-1', upload: { url: `${storeUrl}/1`, headers: {} } });
  await vi.waitFor(() => expect(worker.facts('task-1').at(-1)).toBe('done'), patience);
  expect(await exited).toEqual([0, null]);
  expect(store.objects.has('/1')).toBe(true);
  expect(scheduler.reports.at(-1)?.running).toEqual([]);

  const calls = running.calls();
  expect(calls).toHaveLength(60);
  expect(calls[0]).toEqual({ model: 'quartet-icons', task_ids: ['task-1'], timesteps: [999] });
  expect(running.lines.join('\n')).not.toContain('giraffe');
  worker.die();
});

test('what does not end within the grace is handed back, and the node exits with 0', async () => {
  const { process: started, address, exited } = await startNode({ QUARTET_NODE_DRAIN_SECONDS: '0.1' });
  const worker = new FakeWorker(address);
  // A hundred steps take over a second anywhere.
  worker.start(lease(1, address), content(100));
  await vi.waitFor(() => expect(worker.of('task-1').map(({ event }) => event)).toContain('step'), patience);
  started.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
  expect(worker.facts('task-1')).toEqual(['accepted', 'checkpointReady', 'failed REASON_DRAINING']);
  const last = scheduler.reports.at(-1);
  expect(last?.draining).toBe(true);
  expect(last?.ended.map(({ lease: each, reason }) => [each?.taskId, reason])).toEqual([['task-1', 'REASON_DRAINING']]);
  worker.die();
});

test('a misspelt setting ends the process with one sentence', async () => {
  node = await NodeProcess.start({ QUARTET_NODE_BATCHCAP: '4', QUARTET_SCHEDULER_ADDRESS: '127.0.0.1:1' });
  expect(await node.exited).toEqual([2, null]);
  expect(node.lines.join('\n')).toMatch(/unknown settings: QUARTET_NODE_BATCHCAP/);
});
