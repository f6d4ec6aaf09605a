import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { FakeScheduler, FakeStore, FakeWorker } from './server/testing.ts';

const patience = { timeout: 50_000, interval: 20 };
const scheduler = new FakeScheduler();
const store = new FakeStore();
let child: ChildProcessWithoutNullStreams | undefined;

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

test('a node that is told to stop refuses what is new, finishes what runs, and exits with 0', async () => {
  const [listen, storeUrl] = [await freeAddress(), await store.start()];
  const started = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'main.ts')], {
    env: {
      PATH: process.env['PATH'],
      QUARTET_NODE_ID: 'node-1',
      QUARTET_NODE_LISTEN: listen,
      QUARTET_NODE_STEP_LOG: '1',
      QUARTET_SCHEDULER_ADDRESS: await scheduler.start(1),
    },
  });
  child = started;
  let output = '';
  started.stdout.on('data', (chunk: Buffer) => (output += String(chunk)));
  started.stderr.on('data', (chunk: Buffer) => (output += String(chunk)));
  const exited = once(started, 'exit');
  await vi.waitFor(() => expect(scheduler.reports.at(-1)?.models.length, output).toBe(1), patience);

  const worker = new FakeWorker(listen);
  const lease = (number: number) => ({
    taskId: `task-${number}`,
    epoch: 1,
    number,
    nodeId: 'node-1',
    nodeAddress: listen,
  });
  const content = {
    prompt: 'a giraffe',
    negativePrompt: '',
    seed: 1,
    model: 'quartet-icons',
    width: 256,
    height: 256,
    steps: 60,
    guidance: 2.5,
    sampler: 'DDIMScheduler',
  };
  worker.start(lease(1), content);
  await vi.waitFor(() => expect(worker.of('task-1').map(({ event }) => event)).toContain('step'), patience);
  started.kill('SIGTERM');
  await vi.waitFor(() => expect(scheduler.reports.at(-1)?.draining).toBe(true), patience);
  worker.start(lease(2), content);
  await vi.waitFor(() => expect(worker.facts('task-2')).toEqual(['failed REASON_DRAINING']), patience);
  await vi.waitFor(() => expect(worker.facts('task-1')).toContain('needUpload'), patience);
  worker.send({ taskId: 'task-1', upload: { url: `${storeUrl}/1`, headers: {} } });
  await vi.waitFor(() => expect(worker.facts('task-1').at(-1)).toBe('done'), patience);
  expect(await exited).toEqual([0, null]);
  expect(store.objects.has('/1')).toBe(true);
  expect(scheduler.reports.at(-1)?.running).toEqual([]);

  const lines = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const calls = lines.filter((line) => 'timesteps' in line);
  expect(calls).toHaveLength(60);
  expect(calls[0]).toEqual({ model: 'quartet-icons', task_ids: ['task-1'], timesteps: [999] });
  expect(output).not.toContain('giraffe');
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
