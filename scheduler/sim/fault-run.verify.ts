/** More seeds and more nodes than a test has time for. */
import { expect, test } from 'vitest';
import { crowdRun, seedsToTry, tryFaults } from './fault-runs.ts';

test('Whatever goes wrong with a thousand seeds, all that must stay true does', () => {
  for (const seed of seedsToTry(1_000)) tryFaults(seed);
});

test('Ten thousand nodes join at once', () => {
  expect(crowdRun(10_000)).toMatchObject({ ready: 200 });
});
