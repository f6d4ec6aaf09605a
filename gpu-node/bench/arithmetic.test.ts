import { expect, test } from 'vitest';
import { makeArrivals, savedArrivals } from './arrivals.ts';
import { type Outcome, figuresOf } from './figures.ts';
import { mulberry32 } from '@quartet/service-kit/random.ts';
import { mean, median, quantile } from '@quartet/service-kit/statistics.ts';
import { type Demand, tasksOf } from './workload.ts';

test('quantiles are values of the list, by nearest rank, whatever its order', () => {
  const values = [50, 15, 40, 20, 35];
  expect([0, 0.05, 0.3, 0.4, 0.5, 1].map((share) => quantile(values, share))).toEqual([15, 15, 20, 20, 35, 50]);
  expect(median([4, 1, 3, 2])).toBe(2);
  expect(quantile([Infinity, 1, 2], 0.95)).toBe(Infinity);
  expect(quantile([], 0.5)).toBeNaN();
});

test('the generator is mulberry32', () => {
  const uniform = mulberry32(16);
  expect([uniform(), uniform()].map((value) => value.toFixed(9))).toEqual(['0.631395207', '0.144321889']);
});

test('the saved arrivals are those of their seed, and as people send them', () => {
  const saved = savedArrivals();
  expect(makeArrivals(saved.seed)).toEqual(saved);
  expect(mean(saved.gaps)).toBeCloseTo(1, 1);
  const deviation = Math.sqrt(mean(saved.gaps.map((gap) => (gap - mean(saved.gaps)) ** 2)));
  // Poisson: as large as the mean.
  expect(deviation / mean(saved.gaps)).toBeCloseTo(1, 1);
  const share = (values: readonly number[], wanted: number): number =>
    values.filter((value) => value === wanted).length / values.length;
  for (const [images, wanted] of [
    [1, 0.57],
    [2, 0.08],
    [4, 0.2],
    [8, 0.15],
  ] as const) {
    expect(share(saved.images, images)).toBeCloseTo(wanted, 1);
  }
  expect(share(saved.steps, 30)).toBeCloseTo(0.9, 1);
  expect(share(saved.shapes, 0)).toBeCloseTo(0.45, 1);
});

test('a stretch of the trace brings exactly the work that is wanted, in the time that is wanted', () => {
  const demand: Demand = { stepsOf: (steps) => steps, sizeOf: (shape) => shape, costs: [1, 1.5, 2, 3] };
  const arrivals = savedArrivals();
  const workOf = (tasks: ReturnType<typeof tasksOf>): number =>
    tasks.reduce((work, { steps, size }) => work + steps * (demand.costs[size] ?? 0), 0);
  for (const [from, stepsPerMs] of [
    [0, 0.5],
    [1_990, 2],
  ] as const) {
    const tasks = tasksOf(arrivals, demand, { from, lengthMs: 5_000, stepsPerMs });
    const lastAtMs = tasks.at(-1)?.atMs ?? 0;
    expect(workOf(tasks) / lastAtMs).toBeCloseTo(stepsPerMs, 6);
    // Longer by no more than the request that fills it up.
    expect(lastAtMs).toBeGreaterThanOrEqual(5_000 - 1e-6);
    expect(lastAtMs).toBeLessThan(5_000 + (8 * 50 * 3) / stepsPerMs);
    expect(tasks.map(({ atMs }) => atMs)).toEqual(tasks.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
    // The trace goes on at its beginning after its end.
    expect(tasks[0]?.request).toBe(from);
  }
});

test('goodput counts what is in time, shares count what never came', () => {
  const came = (finishedMs: number, firstPreviewMs = 20, waitedMs = 10): Outcome => ({
    waitedMs,
    firstPreviewMs,
    finishedMs,
    sloMs: 100,
  });
  const figures = figuresOf([came(90), came(100), came(101), came(Infinity, Infinity, Infinity)], 2_000);
  expect(figures.goodput).toBe(1);
  expect(figures.attained).toBe(0.5);
  expect(figures.finishP50Ms).toBe(100);
  expect(figures.finishP95Ms).toBe(Infinity);
  expect(figures.previewP50Ms).toBe(20);
  expect(figures.waitP95Ms).toBe(Infinity);
  expect(figures.previewAfterWaitP95Ms).toBe(10);
});
