import { expect, test } from 'vitest';
import fc from 'fast-check';
import { Engine } from '../engine/engine.ts';
import { type Calibration, aloneMs, simulatedNode } from './calibration.ts';
import { savedArrivals } from './arrivals.ts';
import { seenCalibrations } from './seen.ts';
import { simulate } from './simulate.ts';
import { simulateRuns } from './systems.ts';
import { type BatchingPolicy, WholeRuns } from './whole-runs.ts';
import { type BenchTask, tasksOf } from './workload.ts';

const calibration: Calibration = {
  stepMs: [
    { batch: 1, ms: 10 },
    { batch: 2, ms: 12 },
    { batch: 4, ms: 16 },
  ],
  encodeMs: 5,
  finishMs: 7,
  encodingMs: 3,
  stepsPerMs: 0.25,
};
const subject = { demand: { stepsOf: (steps: number) => steps, sizeOf: (shape: number) => shape, costs: [1, 1] } };
const node = simulatedNode(subject, calibration);
const task = (atMs: number, request: number, steps = 3, size = 0): BenchTask => ({ atMs, request, steps, size });
const serveAll = (policy: BatchingPolicy, tasks: readonly BenchTask[]) =>
  simulate(new WholeRuns(policy), tasks, node, 1e6);

test('a lone task takes what its parts take, in the engine and in batchers', () => {
  const lone = task(100, 0);
  const expected = { waitedMs: 5, firstPreviewMs: 5 + 10 + 3, finishedMs: 5 + 30 + 7 + 3 };
  expect(expected.finishedMs).toBe(aloneMs(calibration, subject, lone));
  expect(simulate(new Engine(), [lone], node, 1e6)).toMatchObject([expected]);
  expect(serveAll({ size: 1, windowMs: 50 }, [lone])).toMatchObject([expected]);
});

test('a batch begins when it is full or its window has passed, not before', () => {
  const tasks = [task(0, 0), task(20, 0), task(20, 0)];
  // The window is counted from arrival; the third finds the batch full and the device busy.
  expect(serveAll({ size: 2, windowMs: 500 }, tasks).map(({ waitedMs }) => waitedMs)).toEqual([20, 0, 500]);
  expect(serveAll({ size: 4, windowMs: 500 }, tasks).map(({ waitedMs }) => waitedMs)).toEqual([500, 480, 480]);
  expect(serveAll({ size: 4, windowMs: 0 }, tasks).map(({ waitedMs }) => waitedMs)).toEqual([5, 15, 15]);
});

test('only what a pipeline could take together shares a batch', () => {
  const mixed = [task(0, 0, 3, 0), task(0, 0, 3, 1), task(0, 0, 4, 0), task(0, 0, 3, 0)];
  const waited = serveAll({ size: 4, windowMs: 0 }, mixed).map(({ waitedMs }) => waitedMs);
  expect(waited[0]).toBe(5);
  // The last is like the first, but came to be encoded while that was running already.
  expect(new Set(waited).size).toBe(4);
  const together = serveAll({ size: 4, windowMs: 50 }, mixed).map(({ waitedMs }) => waitedMs);
  expect(together[3]).toBe(together[0]);
  expect(new Set(together).size).toBe(3);
});

test('every decider finishes every task, none sooner than alone', () => {
  const anyTasks = fc.array(
    fc.record({
      atMs: fc.integer({ min: 0, max: 400 }),
      steps: fc.integer({ min: 1, max: 6 }),
      size: fc.integer({ min: 0, max: 1 }),
    }),
    { minLength: 1, maxLength: 12 },
  );
  fc.assert(
    fc.property(
      anyTasks,
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 0, max: 300 }),
      (drafts, size, windowMs) => {
        const tasks = drafts
          .toSorted((left, right) => left.atMs - right.atMs)
          .map((draft, request) => ({ ...draft, request }));
        for (const decider of [new Engine(), new WholeRuns({ size, windowMs })]) {
          const outcomes = simulate(decider, tasks, node, 1e6);
          for (const [index, outcome] of outcomes.entries()) {
            const asked = tasks[index] ?? task(0, 0);
            expect(outcome.finishedMs).toBeGreaterThanOrEqual(aloneMs(calibration, subject, asked) - 1e-6);
            expect(outcome.finishedMs).toBeLessThan(1e6);
            expect(outcome.waitedMs).toBeLessThan(outcome.firstPreviewMs);
            expect(outcome.firstPreviewMs).toBeLessThanOrEqual(outcome.finishedMs);
          }
        }
      },
    ),
    { numRuns: 30 },
  );
});

test('beyond capacity the engine finishes more in time than batches of whole runs, and shows previews sooner', () => {
  const seen = seenCalibrations['weight-bound'];
  if (!seen) throw new Error('the weight-bound model was not measured');
  const demand = { stepsOf: (steps: number) => steps, sizeOf: (shape: number) => shape, costs: [1, 1, 1, 1] };
  const lengthMs = 6_000;
  const tasks = tasksOf(savedArrivals(), demand, { from: 0, lengthMs, stepsPerMs: 1.3 * seen.stepsPerMs });
  const simulated = simulatedNode({ demand }, seen);
  const figures = (make: () => Engine | WholeRuns) => simulateRuns(make, [{ tasks, lengthMs }], simulated, 2_000);
  const engine = figures(() => new Engine());
  expect(engine.goodput).toBeGreaterThan(6 * figures(() => new WholeRuns({ size: 1, windowMs: 0 })).goodput);
  for (const size of [8, 16, 32]) {
    for (const windowMs of [0, 30, 200]) {
      const window = figures(() => new WholeRuns({ size, windowMs }));
      expect(engine.goodput).toBeGreaterThan(1.3 * window.goodput);
      expect(engine.previewP50Ms).toBeLessThan(0.5 * window.previewP50Ms);
    }
  }
});
