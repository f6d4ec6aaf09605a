import { expect, test } from 'vitest';
import fixture from './fixtures/diffusers.json' with { type: 'json' };
import { MersenneTwister } from './mersenne-twister.ts';
import { NoiseGenerator } from './noise.ts';

test('the generator is mt19937: its 10,000th number from seed 5489 is the one the C++ standard names', () => {
  const bits = new MersenneTwister(5489);
  for (let count = 1; count < 10_000; count += 1) bits.next();
  expect(bits.next()).toBe(4_123_659_995);
});

test.each(fixture.noise)("seed $seed, $size numbers: torch's own", ({ seed, size, head, tail, sum }) => {
  const drawn = [...new NoiseGenerator(seed).normal(size)];
  const farthest = (have: readonly number[], want: readonly number[]): number =>
    Math.max(...want.map((value, index) => Math.abs(value - (have[index] ?? Number.NaN))));
  // torch's vectorised logarithm and cosine differ from the exact ones in the last float32 digits.
  expect(farthest(drawn.slice(0, 20), head)).toBeLessThan(2e-6);
  expect(farthest(drawn.slice(-20), tail)).toBeLessThan(2e-6);
  expect(drawn.reduce((total, value) => total + value, 0)).toBeCloseTo(sum, 3);
});
