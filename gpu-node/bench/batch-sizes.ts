/**
 * What batching buys and what the node costs on top of onnxruntime, for each shipped model: `node --import tsx
 * gpu-node/bench/batch-sizes.ts`. For each batch size it takes turns between a bare loop of calls and whole tasks through
 * the runner, and prints medians. `runner ms/step` is device time as the lane measures it; `of bare` is the whole stepping's
 * time for one step, everything before and after it left out, against the bare loop's call. Where fewer samples in a call
 * pay than there are tasks, the runner takes fewer.
 */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { TaskContentInput } from '@quartet/protos/generated/index.ts';
import { StepCall } from '../runtime/step-call.ts';
import { SourceShelf, Workbench } from '../stages/testing.ts';
import { median } from '@quartet/service-kit/statistics.ts';
import { shippedMatter, shippedModel, shippedUpscaler } from '../store/shipped-model.ts';

const { values } = parseArgs({
  options: {
    threads: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    cap: { type: 'string', default: '8' },
  },
});
const threads = Number(values.threads ?? availableParallelism());
const [rounds, cap] = [Number(values.rounds), Number(values.cap)];

const bench = new Workbench(cap, threads);
const shelf = await new SourceShelf().open();
const source = await shelf.put(readFileSync(join(import.meta.dirname, '../stages/fixtures/fox.png')));
const { width, height } = source;

const paint = { prompt: 'a red fox', negativePrompt: '', seed: 0, steps: 20, guidance: 2.5, sampler: 'DDIMScheduler' };
const tasks: readonly (readonly [string, TaskContentInput])[] = [
  [shippedModel, { model: 'quartet-icons', width, height, paint }],
  [shippedUpscaler, { model: 'quartet-upscale', width: 2 * width, height: 2 * height, upscale: { source } }],
  [shippedMatter, { model: 'quartet-matte', width, height, matte: { source } }],
];

/** Milliseconds of a bare call. */
async function bareCalls(content: TaskContentInput, batch: number): Promise<number> {
  const samples = Array.from({ length: batch }, () => bench.accept(content));
  for (const sample of samples) {
    await sample.fetch?.(new AbortController().signal);
    await sample.sideJobs?.encode();
  }
  const times: number[] = [];
  const observer = { onCallStarted: () => undefined, onCallDone: (_: unknown, laneMs: number) => times.push(laneMs) };
  for (let step = 0; step < Math.min(samples[0]?.steps ?? 0, 5); step += 1) {
    const rows = samples.map((sample) => ({ sampleId: '', taskId: '', model: '', sample, step }));
    await new StepCall(rows, observer).run(false, () => undefined);
  }
  for (const { stepper } of samples) stepper?.forget();
  return median(times);
}

/** Milliseconds of `batch` tasks at once: of all, on the lane for a step, and from first call to last for a step. */
async function wholeTasks(content: TaskContentInput, batch: number) {
  bench.calls.length = 0;
  const fromMs = performance.now();
  await Promise.all(Array.from({ length: batch }, () => bench.make(content)));
  const { calls } = bench;
  const laneMs = calls.reduce((sum, call) => sum + call.laneMs, 0) / calls.length;
  const [first, last] = [calls[0], calls.at(-1)];
  const wallMs = first && last ? (last.doneAtMs - first.doneAtMs + first.laneMs) / calls.length : Number.NaN;
  return { allMs: performance.now() - fromMs, laneMs, wallMs };
}

for (const [path, content] of tasks) {
  const startedMs = performance.now();
  const { batchCap } = await bench.load(path);
  const loadMs = Math.round(performance.now() - startedMs);
  console.log(`${content.model}: ${threads} threads, loaded and measured in ${loadMs} ms, ${batchCap} in a call pay`);
  const results = new Map<number, { bare: number[]; lane: number[]; wall: number[]; all: number[] }>();
  for (let size = 1; size <= cap; size *= 2) results.set(size, { bare: [], lane: [], wall: [], all: [] });
  for (let round = 0; round < rounds; round += 1) {
    for (const [size, { bare, lane, wall, all }] of results) {
      bare.push(await bareCalls(content, size));
      const { allMs, laneMs, wallMs } = await wholeTasks(content, size);
      lane.push(laneMs);
      wall.push(wallMs);
      all.push(allMs);
    }
  }
  const one = median(results.get(1)?.bare ?? []);
  console.table(
    [...results].map(([size, result]) => ({
      tasks: size,
      'bare ms/call': median(result.bare).toFixed(1),
      'gain over one': ((one * size) / median(result.bare)).toFixed(2),
      'runner ms/step': median(result.lane).toFixed(1),
      // Calls of fewer than there are tasks are compared with bare calls of as many.
      'of bare': (median(result.wall) / median(results.get(Math.min(size, batchCap))?.bare ?? [])).toFixed(2),
      'ms for all': median(result.all).toFixed(0),
      'pictures/s': ((1_000 * size) / median(result.all)).toFixed(2),
    })),
  );
}
shelf.close();
await bench.stop();
