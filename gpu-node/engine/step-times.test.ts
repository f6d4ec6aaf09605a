import { expect, test } from 'vitest';
import { StepTimes, payingBatch } from './step-times.ts';

test('the first measurement counts whole, later ones move it slowly, sizes come out in order', () => {
  const times = new StepTimes();
  times.record(4, 20);
  times.record(1, 10);
  times.record(1, 20);
  expect(times.entries()).toEqual([
    { batch: 1, stepMs: 11 },
    { batch: 4, stepMs: 20 },
  ]);
});

test.each([
  ['nothing is gained', [100, 196], 1],
  ['a little is gained', [100, 190], 2],
  ['it pays up to four', [100, 150, 250, 490], 4],
  ['it would pay again later', [100, 199, 250], 1],
  ['nothing larger was measured', [100], 1],
  ['nothing was measured', [], 1],
])('where %s', (_, times, batch) => {
  expect(payingBatch(times.map((stepMs, power) => ({ batch: 2 ** power, stepMs })))).toBe(batch);
});
