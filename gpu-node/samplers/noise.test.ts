import fc from 'fast-check';
import { expect, test } from 'vitest';
import { difference, fixture, floats } from './fixtures/fixture.ts';
import { MersenneTwister } from './mersenne-twister.ts';
import { NoiseGenerator } from './noise.ts';

test('the generator is mt19937: its 10,000th number from seed 5489 is the one the C++ standard names', () => {
  const bits = new MersenneTwister(5489);
  for (let count = 1; count < 10_000; count += 1) bits.next();
  expect(bits.next()).toBe(4_123_659_995);
});

test('numbers that are skipped are those that would have been drawn', () => {
  fc.assert(
    fc.property(fc.nat({ max: 2000 }), fc.nat({ max: 2000 }), (drawn, skipped) => {
      const [slow, fast] = [new MersenneTwister(7), new MersenneTwister(7)];
      for (let count = 0; count < drawn + skipped; count += 1) slow.next();
      for (let count = 0; count < drawn; count += 1) fast.next();
      fast.skip(skipped);
      expect(fast.drawn).toBe(slow.drawn);
      expect(fast.next()).toBe(slow.next());
    }),
  );
});

test.each(fixture.noise)("seed $seed: one draw after the other, torch's own", ({ seed, draws }) => {
  const noise = new NoiseGenerator(seed);
  for (const { size, head, tail, sum } of draws) {
    const drawn = noise.normal(size);
    // torch's vectorised logarithm and cosine differ from the exact ones in the last float32 digits.
    expect(difference(drawn.slice(0, 20), floats(head))).toBeLessThan(1e-6);
    expect(difference(drawn.slice(-20), floats(tail))).toBeLessThan(1e-6);
    expect(drawn.reduce((total, value) => total + value, 0)).toBeCloseTo(sum, 2);
  }
});

test('a generator put at a position draws what the one that was there draws', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      fc.array(fc.integer({ min: 16, max: 900 }), { maxLength: 6 }),
      (seed, sizes) => {
        const there = new NoiseGenerator(seed);
        for (const size of sizes) there.normal(size);
        const put = NoiseGenerator.at(seed, there.position);
        expect(put.normal(40)).toEqual(there.normal(40));
        expect(put.position).toBe(there.position);
      },
    ),
  );
});

test('no position tells of half a pair', () => {
  const noise = new NoiseGenerator(1);
  noise.normal(3);
  expect(() => noise.position).toThrow(/pair/);
  noise.normal(1);
  expect(NoiseGenerator.at(1, noise.position).normal(5)).toEqual(noise.normal(5));
});
