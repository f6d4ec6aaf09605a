/** The faults of more seeds than a test has time for. */
import { test } from 'vitest';
import { seedsToTry, tryFaults } from './fault-seeds.ts';

test('Whatever goes wrong with a thousand seeds, all that must stay true does', () => {
  for (const seed of seedsToTry(1_000)) tryFaults(seed);
});
