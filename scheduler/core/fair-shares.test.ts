import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FairShares, type Sharer } from './fair-shares.ts';

const sharer = (weight: number, isFree = false): Sharer => ({ weight, isFree, tag: 0 });

/** Serves those who always want more, and gives what each had. */
function serve(sharers: readonly Sharer[], services: number, gpuMs: (index: number) => number = () => 100): number[] {
  const shares = new FairShares();
  for (const each of sharers) shares.join(each);
  const least = (isFree: boolean): Sharer | undefined =>
    sharers.filter((each) => each.isFree === isFree).toSorted((a, b) => a.tag - b.tag)[0];
  const had = new Map(sharers.map((each) => [each, 0]));
  for (let index = 0; index < services; index += 1) {
    const next = shares.turn(least(false), least(true));
    if (!next) throw new Error('nobody wants anything');
    shares.serve(next, gpuMs(index));
    had.set(next, (had.get(next) ?? 0) + gpuMs(index));
  }
  return [...had.values()];
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

test('all free ones together get a quarter, however many they are', () => {
  const had = serve([sharer(16), sharer(4), ...Array.from({ length: 40 }, () => sharer(4, true))], 2_000);
  expect(had.slice(0, 2)).toEqual([120_000, 30_000]);
  expect(sum(had.slice(2))).toBe(50_000);
});

test('none of the free gets more than one who pays the least', () => {
  const [pro = 0, basic = 0, free = 0] = serve([sharer(16), sharer(4), sharer(4, true)], 600);
  expect([pro, basic, free]).toEqual([40_000, 10_000, 10_000]);
});

test('who has no one to share with gets all', () => {
  expect(serve([sharer(4, true)], 5)).toEqual([500]);
  expect(serve([sharer(4, true), sharer(4, true)], 6)).toEqual([300, 300]);
});

test('who comes to many free ones that have been served for long is next, and none of them has saved anything up', () => {
  const shares = new FairShares();
  const [free, pro] = [sharer(4, true), sharer(16)];
  shares.join(free);
  for (let index = 0; index < 300; index += 1) shares.serve(free, 1_000);
  shares.join(pro);
  expect(shares.turn(pro, free)).toBe(pro);
});

test('in any company each gets its share, but for the longest service', () => {
  const crowd = fc.record({
    paying: fc.array(fc.constantFrom(4, 8, 16), { minLength: 1, maxLength: 6 }),
    free: fc.integer({ min: 1, max: 20 }),
    costs: fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 20 }),
  });
  fc.assert(
    fc.property(crowd, ({ paying, free, costs }) => {
      const sharers = [
        ...paying.map((weight) => sharer(weight)),
        ...Array.from({ length: free }, () => sharer(4, true)),
      ];
      const longest = Math.max(...costs);
      const had = serve(sharers, 3_000, (index) => costs[index % costs.length] ?? 0);
      const weights = sum(paying);
      const freeWeight = Math.min(weights / 3, 4 * free);
      const total = sum(had);
      for (const [index, { weight, isFree }] of sharers.entries()) {
        const share = (isFree ? freeWeight / free : weight) / (weights + freeWeight);
        // Within a class whose own service comes in turns, both levels can be behind.
        expect(Math.abs((had[index] ?? 0) - share * total)).toBeLessThanOrEqual(4 * longest * Math.max(1, weight / 4));
      }
    }),
    { numRuns: 50 },
  );
});
