import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeScheduler, FakeStore, FakeWorker } from './server/testing.ts';

const patience = { timeout: 50_000, interval: 20 };
let scheduler: FakeScheduler;
let store: FakeStore;
let child: ChildProcessWithoutNullStreams | undefined;

beforeEach(() => {
  scheduler = new FakeScheduler();
  store = new FakeStore();
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await scheduler.stop();
  store.stop();
});

async function freeAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `127.0.0.1:${port}`;
}

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

/** Starts a node as a process and waits until it has joined. */
async function startProcess(settings: Record<string, string> = {}) {
  const listen = await freeAddress();
  const started = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'main.ts')], {
    env: {
      PATH: process.env['PATH'],
      QUARTET_NODE_ID: 'node-1',
      QUARTET_NODE_LISTEN: listen,
      QUARTET_NODE_STEP_LOG: '1',
      QUARTET_SCHEDULER_ADDRESS: await scheduler.start(1),
      ...settings,
    },
  });
  child = started;
  let output = '';
  started.stdout.on('data', (chunk: Buffer) => (output += String(chunk)));
  started.stderr.on('data', (chunk: Buffer) => (output += String(chunk)));
  const exited = once(started, 'exit');
  await vi.waitFor(() => expect(scheduler.reports.at(-1)?.models.length, output).toBe(3), patience);
  return { started, listen, exited, output: () => output };
}

test('a node that is told to stop refuses what is new, finishes what runs, and exits with 0', async () => {
  const storeUrl = await store.start();
  const { started, listen, exited, output } = await startProcess();
  const worker = new FakeWorker(listen);
  worker.start(lease(1, listen), content(60));
  await vi.waitFor(() => expect(worker.of('task-1').map(({ event }) => event)).toContain('step'), patience);
  started.kill('SIGTERM');
  await vi.waitFor(() => expect(scheduler.reports.at(-1)?.draining).toBe(true), patience);
  worker.start(lease(2, listen), content(60));
  await vi.waitFor(() => expect(worker.facts('task-2')).toEqual(['failed REASON_DRAINING']), patience);
  await vi.waitFor(() => expect(worker.facts('task-1')).toContain('needUpload'), patience);
  worker.send({ taskId: 'task-1', upload: { url: `${storeUrl}/1`, headers: {} } });
  await vi.waitFor(() => expect(worker.facts('task-1').at(-1)).toBe('done'), patience);
  expect(await exited).toEqual([0, null]);
  expect(store.objects.has('/1')).toBe(true);
  expect(scheduler.reports.at(-1)?.running).toEqual([]);

  const lines = output()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const calls = lines.filter((line) => 'timesteps' in line);
  expect(calls).toHaveLength(60);
  expect(calls[0]).toEqual({ model: 'quartet-icons', task_ids: ['task-1'], timesteps: [999] });
  expect(output()).not.toContain('giraffe');
  worker.die();
});

test('what does not end within the grace is handed back, and the node exits with 0', async () => {
  const { started, listen, exited } = await startProcess({ QUARTET_NODE_DRAIN_SECONDS: '0.1' });
  const worker = new FakeWorker(listen);
  // A hundred steps take over a second anywhere.
  worker.start(lease(1, listen), content(100));
  await vi.waitFor(() => expect(worker.of('task-1').map(({ event }) => event)).toContain('step'), patience);
  started.kill('SIGTERM');
  expect(await exited).toEqual([0, null]);
  expect(worker.facts('task-1')).toEqual(['accepted', 'failed REASON_DRAINING']);
  const last = scheduler.reports.at(-1);
  expect(last?.draining).toBe(true);
  expect(last?.ended.map(({ lease: each, reason }) => [each?.taskId, reason])).toEqual([['task-1', 'REASON_DRAINING']]);
  worker.die();
});

test('a misspelt setting ends the process with one sentence', async () => {
  const started = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'main.ts')], {
    env: { PATH: process.env['PATH'], QUARTET_NODE_BATCHCAP: '4', QUARTET_SCHEDULER_ADDRESS: '127.0.0.1:1' },
  });
  child = started;
  let output = '';
  started.stderr.on('data', (chunk: Buffer) => (output += String(chunk)));
  expect(await once(started, 'exit')).toEqual([2, null]);
  expect(output).toMatch(/unknown settings: QUARTET_NODE_BATCHCAP/);
});
