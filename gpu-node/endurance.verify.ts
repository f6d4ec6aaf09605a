/** Ten thousand pictures through one node, one in a hundred cancelled: what it holds stays what it was. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ReferenceStore, referenceStore } from './reference/unpack.ts';
import { FakeScheduler, FakeStore } from './server/testing.ts';
import { NodeProcess } from './testing/node-process.ts';
import { TaskRunner } from './testing/task-runner.ts';

const pictures = 10_000;
/** The allocator and the caches have found their size by then. */
const warmUp = pictures / 2;
const atOnce = 12;
const scheduler = new FakeScheduler();
const store = new FakeStore();
let models: ReferenceStore;
let node: NodeProcess;
let runner: TaskRunner;

beforeAll(async () => {
  const storeUrl = await store.start();
  models = referenceStore(['sd1']);
  node = await NodeProcess.start({
    QUARTET_SCHEDULER_ADDRESS: await scheduler.start(1),
    QUARTET_MODELS_DIR: models.path,
    QUARTET_LOG_LEVEL: 'error',
    QUARTET_NODE_STEP_LOG: '0',
    QUARTET_NODE_TASK_CAP: String(atOnce),
  });
  await scheduler.joined(1);
  runner = new TaskRunner(node.address, storeUrl);
});
afterAll(async () => {
  runner.close();
  await node.kill();
  await scheduler.stop();
  store.stop();
  models.remove();
});

const samplers = ['DDIMScheduler', 'EulerAncestralDiscreteScheduler', 'DPMSolverMultistepScheduler'];

const isCancelled = (index: number): boolean => index % 100 === 99;

/** Paints picture `index`; every hundredth is cancelled after its first steps. */
async function paint(index: number): Promise<string> {
  const wide = index % 3 === 0;
  const { ended } = runner.start(
    {
      model: 'sd1',
      width: wide ? 96 : 64,
      height: 64,
      paint: {
        // As many prompts as the warm-up has met: kept embeddings fill a cache of their own bound, which is no leak.
        prompt: `picture ${index % (warmUp / 2)}`,
        seed: index,
        // One that is to be cancelled must not end first.
        steps: isCancelled(index) ? 100 : 3 + (index % 4),
        guidance: index % 2 === 0 ? 5 : 1,
        sampler: samplers[index % samplers.length],
      },
    },
    ({ step }, lease) => {
      if (step && isCancelled(index)) scheduler.say({ cancel: { lease, reason: 'REASON_CANCELED' } });
    },
  );
  return ended;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

test('memory is flat over ten thousand pictures', async () => {
  const ends = new Map<string, number>();
  const resident: number[] = [];
  const heap: number[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < pictures; index = next++) {
      const end = await paint(index);
      ends.set(end, (ends.get(end) ?? 0) + 1);
      store.objects.clear();
      scheduler.reports.splice(0, scheduler.reports.length - 1);
      if (index >= warmUp && index % 100 === 0) {
        resident.push(await node.metric('process_resident_memory_bytes'));
        heap.push(await node.metric('nodejs_heap_size_used_bytes'));
      }
    }
  };
  const startedMs = performance.now();
  await Promise.all(Array.from({ length: atOnce }, lane));
  const perQuarter = Math.floor(resident.length / 4);
  const quarters = (values: readonly number[]): number[] =>
    [0, 1, 2, 3].map((quarter) => median(values.slice(quarter * perQuarter, (quarter + 1) * perQuarter)));
  const growth = ([first = 0, , , last = 0]: readonly number[]): number => last / first;
  const megabytes = (values: readonly number[]): string =>
    values.map((value) => `${Math.round(value / 2 ** 20)}`).join(' → ');
  console.log(
    `${pictures} pictures in ${Math.round((performance.now() - startedMs) / 1_000)} s: ${JSON.stringify(Object.fromEntries(ends))}; ` +
      `MiB resident ${megabytes(quarters(resident))}, heap ${megabytes(quarters(heap))}`,
  );
  expect([...ends.keys()].toSorted()).toEqual(['REASON_CANCELED', 'done']);
  expect(ends.get('REASON_CANCELED')).toBe(pictures / 100);
  expect(growth(quarters(resident))).toBeLessThan(1.05);
  expect(growth(quarters(heap))).toBeLessThan(1.2);
  expect(await node.metric('quartet_node_tasks_running')).toBe(0);
});
