import assert from 'node:assert';
import fc from 'fast-check';
import { test } from 'vitest';
import { mostFlow, nodesForFlow } from './staffing.ts';

const aFlow = fc.double({ min: 0, max: 10_000, noNaN: true });

test('More work never wants fewer nodes, and the reserve’s share falls as work grows', () => {
  fc.assert(
    fc.property(aFlow, aFlow, (one, more) => {
      assert(nodesForFlow(one + more) >= nodesForFlow(one));
      if (one > 1) assert((nodesForFlow(4 * one) - 1) / (4 * one) < nodesForFlow(one) / one);
    }),
  );
  // A task of four seconds each minute, and each half.
  assert.deepStrictEqual([0, 4 / 60, 4 / 30].map(nodesForFlow), [0, 0, 1]);
});

test('The most that nodes are enough for wants just them', () => {
  fc.assert(
    fc.property(fc.nat(10_000), (nodes) => {
      const most = mostFlow(nodes);
      assert(nodesForFlow(most * (1 - 1e-9)) <= nodes);
      assert(nodesForFlow(most * (1 + 1e-9) + 1e-9) >= nodes);
    }),
  );
});
