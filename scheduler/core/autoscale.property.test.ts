import assert from 'node:assert';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HeldMaximum, type PoolLoad, type PoolPolicy, holdMs, nodesNeeded } from './autoscale.ts';

const aPolicy: fc.Arbitrary<PoolPolicy> = fc
  .record({
    pool: fc.constant('gpu'),
    min: fc.nat(5),
    more: fc.nat(20),
    bootMs: fc.integer({ min: 0, max: 300_000 }),
    drainMs: fc.integer({ min: 1_000, max: 300_000 }),
  })
  .map(({ more, ...policy }) => ({ ...policy, max: policy.min + more }));

const aLoad: fc.Arbitrary<PoolLoad> = fc.record({
  ready: fc.nat(30),
  present: fc.nat(30),
  cordoned: fc.constant(0),
  holding: fc.nat(30),
  busy: fc.constant(0),
  workMs: fc.oneof(fc.constant(0), fc.double({ min: 1e-3, max: 1e8, noNaN: true })),
});

test('The figure keeps the bounds, holds what runs, and never falls as work grows', () => {
  fc.assert(
    fc.property(aPolicy, aLoad, fc.double({ min: 0, max: 1e8, noNaN: true }), (policy, load, moreMs) => {
      const nodes = nodesNeeded(policy, load);
      assert(Number.isInteger(nodes) && nodes >= policy.min && nodes <= policy.max, 'within the bounds');
      assert(nodes >= Math.min(policy.max, load.holding), 'what runs has room');
      if (load.workMs > 0) assert(nodes >= Math.min(policy.max, 1), 'work wants a node');
      if (load.workMs === 0) assert(nodes === Math.min(policy.max, Math.max(policy.min, load.holding)), 'none is idle');
      assert(nodesNeeded(policy, { ...load, workMs: load.workMs + moreMs }) >= nodes, 'more work, no fewer nodes');
    }),
    { numRuns: 2_000 },
  );
});

test('The figure is the smallest with which the work is done in time', () => {
  fc.assert(
    fc.property(aPolicy, aLoad, (policy, load) => {
      const { bootMs, drainMs } = policy;
      /** What `nodes` get through until `drainMs` after the last of them is there. */
      const doneMs = (nodes: number): number =>
        nodes <= load.ready ? nodes * drainMs : load.ready * bootMs + nodes * drainMs;
      const bounds = { ...policy, min: 0, max: 1_000_000 };
      const nodes = nodesNeeded(bounds, { ...load, holding: 0 });
      // Those that are ready get through it before another could help: one more would be wanted in vain.
      const isInVain = nodes === load.ready && load.workMs <= load.ready * (bootMs + drainMs);
      assert(isInVain || doneMs(nodes) >= load.workMs * (1 - 1e-9), 'enough');
      if (nodes > 0 && nodes !== load.ready) assert(doneMs(nodes - 1) < load.workMs, 'no more than that');
    }),
    { numRuns: 2_000 },
  );
});

test('Constant demand gives a constant figure while nodes boot and when they are there', () => {
  fc.assert(
    fc.property(aPolicy, fc.integer({ min: 0, max: 100_000_000 }), (policy, workMs) => {
      const held = new HeldMaximum();
      const joinAtMs: number[] = [];
      const figures = new Set<number>();
      for (let now = 0; now < 2 * holdMs; now += 5_000) {
        const ready = joinAtMs.filter((at) => at <= now).length;
        held.see(nodesNeeded(policy, { ready, present: ready, cordoned: 0, holding: 0, workMs, busy: 0 }), now);
        figures.add(held.figure);
        // Each node takes its own time to boot, at most the promised one.
        while (joinAtMs.length < held.figure) joinAtMs.push(now + policy.bootMs * ((joinAtMs.length % 4) / 4 + 0.25));
      }
      assert.strictEqual(figures.size, 1, [...figures].join(', '));
    }),
    { numRuns: 200 },
  );
});

test('A held figure is the greatest of the window, whatever came in which order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ figure: fc.nat(20), passedMs: fc.integer({ min: 0, max: holdMs }) }), { minLength: 1 }),
      (seen) => {
        const held = new HeldMaximum();
        const all: { figure: number; atMs: number }[] = [];
        let now = 0;
        for (const { figure, passedMs } of seen) {
          now += passedMs;
          held.see(figure, now);
          all.push({ figure, atMs: now });
          const inWindow = all.filter(({ atMs }) => atMs > now - holdMs).map((each) => each.figure);
          assert.strictEqual(held.figure, Math.max(...inWindow));
        }
      },
    ),
  );
});

test('Four minutes of work for one node want what has it done a minute after booting', () => {
  const policy = { pool: 'gpu', min: 0, max: 8, bootMs: 120_000, drainMs: 60_000 };
  const load = { ready: 0, present: 0, cordoned: 0, holding: 0, workMs: 240_000, busy: 0 };
  expect(nodesNeeded(policy, load)).toBe(4);
  // One that is there does two minutes of it in the meantime.
  expect(nodesNeeded(policy, { ...load, ready: 1 })).toBe(2);
  // Two are through with it before a third could help.
  expect(nodesNeeded(policy, { ...load, ready: 2 })).toBe(2);
  // Of eight that are there, four are enough.
  expect(nodesNeeded(policy, { ...load, ready: 8 })).toBe(4);
});
