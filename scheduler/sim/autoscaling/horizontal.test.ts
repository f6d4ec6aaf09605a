import { expect, test } from 'vitest';
import { HorizontalAutoscaler, syncMs, usualBehavior } from './horizontal.ts';
import { hpa, keda, pollMs } from './scalers.ts';
import { Scheduler } from '../../core/scheduler.ts';

const usual = { ...usualBehavior, min: 1, max: 100 };

/** Syncs a figure each period from some replicas on, one replica for each 10. @returns the replicas after each */
function follow(figures: readonly number[], replicas: number): number[] {
  const autoscaler = new HorizontalAutoscaler(usual);
  let now = replicas;
  return figures.map((figure, index) => (now = autoscaler.sync(figure, 10, now, index * syncMs)));
}

test('what is within a tenth of the target changes nothing, and what is beyond it wants the next whole number', () => {
  expect(follow([109, 91, 109], 10)).toEqual([10, 10, 10]);
  expect(follow([111], 10)).toEqual([12]);
  expect(follow([10], 1)).toEqual([1]);
});

test('up goes by as many as there are or by four in a period, whichever is more, and no further than the bound', () => {
  expect(follow([1_000, 1_000, 1_000], 1)).toEqual([5, 10, 20]);
  expect(
    follow(
      Array.from({ length: 6 }, () => 5_000),
      10,
    ).at(-1),
  ).toBe(100);
});

test('down goes to the greatest wish of five minutes, at once when that has passed', () => {
  const replicas = follow([200, ...Array.from({ length: 25 }, () => 30)], 20);
  const passed = usual.downStabilizationMs / syncMs;
  expect(replicas.slice(0, passed)).toEqual(Array.from({ length: passed }, () => 20));
  expect(replicas.slice(passed)).toEqual(Array.from({ length: 26 - passed }, () => 3));
  expect(
    follow(
      Array.from({ length: 30 }, () => 0),
      20,
    ).at(-1),
  ).toBe(1);
});

test('KEDA polls every other sync and does not see what is between; an HPA does', () => {
  const scheduler = new Scheduler();
  const figures = [10, 50, 50, 90].map((figure) => () => figure);
  const replicasOf = (make: typeof hpa): number[] => {
    let figure = 0;
    const scaler = make(scheduler, () => figure, 10, { min: 1, max: 100 });
    let nodes = 1;
    return figures.map((read, index) => {
      figure = read();
      nodes = scaler.look(nodes, index * syncMs);
      return nodes;
    });
  };
  expect(pollMs).toBe(2 * syncMs);
  expect(replicasOf(hpa)).toEqual([1, 5, 5, 9]);
  expect(replicasOf(keda)).toEqual([1, 1, 5, 5]);
});
