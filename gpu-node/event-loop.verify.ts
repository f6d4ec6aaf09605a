/** While steps run and models come and go, the node's main thread answers as an idle process does. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { FakeScheduler, FakeStore } from './server/testing.ts';
import { shippedModel } from './store/shipped-model.ts';
import { NodeProcess } from './testing/node-process.ts';
import { TaskRunner } from './testing/task-runner.ts';

/** What the issue that asked for this allows above an idle process on the same machine at the same time. */
const allowedMs = 50;
const loads = 12;
const patience = { timeout: 60_000, interval: 20 };
const scheduler = new FakeScheduler();
const store = new FakeStore();
let models: string;
let idle: ChildProcess;
let node: NodeProcess;
let runner: TaskRunner;

beforeAll(async () => {
  models = mkdtempSync(join(tmpdir(), 'quartet-models-'));
  symlinkSync(shippedModel, join(models, 'default'));
  cpSync(shippedModel, join(models, 'other'), { recursive: true });
  const manifest = join(models, 'other/quartet.json');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"quartet-icons"', '"other"'));
  const storeUrl = await store.start();
  node = await NodeProcess.start({
    QUARTET_SCHEDULER_ADDRESS: await scheduler.start(1),
    QUARTET_MODELS_DIR: models,
    QUARTET_LOG_LEVEL: 'error',
  });
  await scheduler.joined(2);
  runner = new TaskRunner(node.address, storeUrl);
  idle = fork(join(import.meta.dirname, 'testing/idle-process.mjs'));
  await once(idle, 'message');
});
afterAll(async () => {
  runner.close();
  idle.kill('SIGKILL');
  await node.kill();
  await scheduler.stop();
  store.stop();
  rmSync(models, { recursive: true });
});

async function worstOfIdle(): Promise<number> {
  const answer = once(idle, 'message');
  idle.send('worst');
  const [worstMs] = (await answer) as [number];
  return worstMs;
}

/** Since this was last asked. */
async function worstOfNode(): Promise<number> {
  return 1_000 * (await node.metric('nodejs_eventloop_lag_max_seconds'));
}

test('the worst stall is at most 50 ms above that of an idle process', async () => {
  const painting = new AbortController();
  const paint = async (seed: number): Promise<void> => {
    for (; !painting.signal.aborted; seed += 8) {
      const { ended } = runner.start({
        model: 'quartet-icons',
        width: 256,
        height: 256,
        paint: { prompt: `picture ${seed}`, seed, steps: 20, guidance: 2.5, sampler: 'DDIMScheduler' },
      });
      expect(await ended).toBe('done');
      store.objects.clear();
    }
  };
  const residents = (): readonly string[] => scheduler.reports.at(-1)?.models.map(({ model }) => model) ?? [];
  const painters = Promise.all(Array.from({ length: 8 }, (_, index) => paint(index)));
  // What came before is not of this minute.
  await worstOfNode();
  await worstOfIdle();
  let worstMs = 0;
  for (let load = 0; load < loads; load += 1) {
    scheduler.say({ evict: { model: 'other' } });
    await vi.waitFor(() => expect(residents()).toEqual(['quartet-icons']), patience);
    scheduler.say({ load: { model: 'other', pinned: false } });
    await vi.waitFor(() => expect(residents()).toContain('other'), patience);
    worstMs = Math.max(worstMs, await worstOfNode());
  }
  const idleMs = await worstOfIdle();
  painting.abort();
  await painters;
  console.log(`worst stall over ${loads} loads: node ${worstMs.toFixed(1)} ms, idle process ${idleMs.toFixed(1)} ms`);
  expect(node.calls().length).toBeGreaterThan(20);
  expect(worstMs).toBeLessThanOrEqual(idleMs + allowedMs);
});
