/** What the engine's choices are worth, by a virtual clock: against whole runs in batches, on saved arrivals. */
import { describe, expect, test } from 'vitest';
import { savedArrivals } from '../bench/arrivals.ts';
import { figuresOf } from '../bench/figures.ts';
import { simulate } from '../bench/simulate.ts';
import { WholeRuns } from '../bench/whole-runs.ts';
import { type BenchTask, tasksOf } from '../bench/workload.ts';
import type { Decider } from '../runtime/runner.ts';
import { Engine } from './engine.ts';
import { StepTimes } from './step-times.ts';

const arrivals = savedArrivals();
const cap = 32;
const [encodeMs, finishMs, encodingMs] = [1, 5, 3];

/** A model whose calls of b samples take `fixedMs + b * eachMs`, and how many sizes its pictures have. */
interface Model {
  readonly fixedMs: number;
  readonly eachMs: number;
  readonly sizes: number;
}

/** How pictures fare, as they come at so many times what the best batch size gets through. */
function figures({ fixedMs, eachMs, sizes }: Model, load: number, decider: Decider, lengthMs: number) {
  const stepMs = (batch: number): number => fixedMs + batch * eachMs;
  const aloneMs = ({ steps }: BenchTask): number => steps * stepMs(1) + encodeMs + finishMs;
  const profiles = Array.from({ length: sizes }, () => {
    const profile = new StepTimes();
    for (let batch = 1; batch <= cap; batch *= 2) profile.record(batch, stepMs(batch));
    return profile;
  });
  const specOf = (task: BenchTask, id: string, nowMs: number) => ({
    id,
    key: `size ${task.size}`,
    profile: profiles[task.size] ?? new StepTimes(),
    batchCap: cap,
    steps: task.steps,
    firstStep: 0,
    sharedTimesteps: undefined,
    sideJobs: true,
    estimateMs: aloneMs(task),
    deadlineAtMs: nowMs + 5 * aloneMs(task),
    checkpointEveryMs: undefined,
  });
  const demand = {
    stepsOf: (steps: number) => steps,
    sizeOf: (shape: number) => Math.min(shape, sizes - 1),
    costs: [1, 1, 1, 1],
  };
  const tasks = tasksOf(arrivals, demand, { from: 0, lengthMs, stepsPerMs: (load * cap) / stepMs(cap) });
  const node = {
    durations: { stepMs, encodeMs, finishMs, encodingMs },
    specOf,
    sloMsOf: (task: BenchTask) => 5 * aloneMs(task) + encodingMs,
  };
  return figuresOf(simulate(decider, tasks, node, 100 * lengthMs), lengthMs);
}

const windows = [8, 16, 32].flatMap((size) => [0, 50, 200].map((windowMs) => ({ size, windowMs })));
const full = [8, 16, 32].map((size) => ({ size, windowMs: 1e9 }));

describe('a model whose calls take hardly longer for many samples than for one', () => {
  test.each([1, 4])('beyond capacity, with pictures of %i sizes', (sizes) => {
    const model = { fixedMs: 8, eachMs: 0.5, sizes };
    const run = (decider: Decider) => figures(model, 1.3, decider, 20_000);
    const most = (policies: typeof windows) =>
      policies
        .map((policy) => run(new WholeRuns(policy)))
        .reduce((best, each) => (each.goodput > best.goodput ? each : best));
    const engine = run(new Engine());
    const [oneAtATime, window, batches] = [run(new WholeRuns({ size: 1, windowMs: 0 })), most(windows), most(full)];
    expect(engine.goodput).toBeGreaterThan(6 * oneAtATime.goodput);
    expect(engine.goodput).toBeGreaterThan(1.3 * window.goodput);
    expect(engine.goodput).toBeGreaterThan(2 * batches.goodput);
    expect(engine.previewP50Ms).toBeLessThan(window.previewP50Ms / 2);
    expect(engine.previewAfterWaitP95Ms).toBeLessThan(2 * 24 + 100);
  });

  test.each([0.5, 0.7])('at %d of capacity nearly all pictures are in time', (load) => {
    expect(figures({ fixedMs: 8, eachMs: 0.5, sizes: 1 }, load, new Engine(), 20_000).attained).toBeGreaterThan(0.98);
  });

  test('far beyond capacity as many are in time as at it: nothing collapses', () => {
    const model = { fixedMs: 8, eachMs: 0.5, sizes: 1 };
    const [at, beyond] = [1, 2.5].map((load) => figures(model, load, new Engine(), 20_000));
    expect(beyond?.goodput).toBeGreaterThan(0.8 * (at?.goodput ?? Number.NaN));
  });
});

test.each([0.8, 1.3])(
  'at %d of capacity where batches gain nothing more pictures are in time, and all seen sooner',
  (load) => {
    const run = (decider: Decider) => figures({ fixedMs: 1, eachMs: 60, sizes: 2 }, load, decider, 400_000);
    const [engine, oneAtATime] = [run(new Engine()), run(new WholeRuns({ size: 1, windowMs: 0 }))];
    expect(engine.goodput).toBeGreaterThan(1.2 * oneAtATime.goodput);
    expect(engine.previewP50Ms).toBeLessThan(oneAtATime.previewP50Ms / 4);
  },
);
