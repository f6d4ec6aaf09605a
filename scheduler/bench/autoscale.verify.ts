/** The comparison of `scheduler/bench/autoscale.ts`, which prints what it plays. */
import { expect, test } from 'vitest';
import { claimsOf } from '../sim/autoscaling/claims.ts';
import { playFixed, playWanted } from '../sim/autoscaling/comparison.ts';
import { smallestFixed, tune } from '../sim/autoscaling/search.ts';

const days = { nodes: 8, seeds: 1 };

test('Wanted nodes are in time nearly as often as the fixed fleet for less, and late for less long than what follows the queue', () => {
  const fixed = smallestFixed(days.nodes, 0.99, (count) => playFixed(days, count));
  const ours = playWanted(days, true);
  const claims = claimsOf(
    fixed,
    ours,
    tune(days, ours, (_, day) => day),
  );
  expect(claims.filter(({ holds }) => !holds).map(({ claim }) => claim)).toEqual([]);
}, 3_600_000);
