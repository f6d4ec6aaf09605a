import { expect, test } from 'vitest';
import { StepTimes } from './step-times.ts';

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
