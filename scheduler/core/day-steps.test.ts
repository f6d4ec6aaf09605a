import { expect, test } from 'vitest';
import { dayMs, stepFactor } from './day-steps.ts';

const step = { atMs: 3_600_000, lengthMs: 300_000, times: 2 };

test('A step counts from as long before it as is looked ahead, until its end', () => {
  const factors = [3_479_999, 3_480_000, 3_600_000, 3_899_999, 3_900_000].map((at) => stepFactor([step], at, 120_000));
  expect(factors).toEqual([1, 2, 2, 2, 1]);
});

test('A step after midnight is seen before it, each day, and of several the greatest counts', () => {
  const early = { ...step, atMs: 60_000 };
  expect(stepFactor([early], dayMs - 30_000, 120_000)).toBe(2);
  expect(stepFactor([early], 7 * dayMs + 60_000, 0)).toBe(2);
  expect(stepFactor([early, { ...early, times: 3 }], 60_000, 0)).toBe(3);
  expect(stepFactor([], 0, 120_000)).toBe(1);
});
