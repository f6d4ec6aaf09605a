import { expect, test } from 'vitest';
import { faultRun, planOf } from './fault-run.ts';
import { crowdRun, seedsToTry, tryFaults } from './fault-runs.ts';

test('Whatever goes wrong, all that must stay true does, and when nothing does any more every task ends', () => {
  for (const seed of seedsToTry(100)) tryFaults(seed);
});

test('A seed decides all', () => {
  expect(faultRun(planOf(1))).toEqual(faultRun(planOf(1)));
});

test('Without faults every picture is painted', () => {
  const plan = planOf(2, []);
  expect(faultRun(plan)).toMatchObject({ ready: plan.tasks, failed: 0, canceled: 0 });
});

test('A thousand nodes join at once', () => {
  expect(crowdRun(1_000)).toMatchObject({ ready: 200 });
});
