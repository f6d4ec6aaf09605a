import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromFloat16, toFloat16 } from './float16.ts';

/** The value of a half's bits, from its definition in IEEE 754. */
function valueOf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const significand = half & 0x3ff;
  if (exponent === 0x1f) return significand === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  if (exponent === 0) return sign * significand * 2 ** -24;
  return sign * (1 + significand / 1024) * 2 ** (exponent - 15);
}

const round = (value: number): number => toFloat16(Float32Array.of(value))[0] ?? Number.NaN;
const everyHalf = Uint16Array.from({ length: 2 ** 16 }, (_, half) => half);

test('every half has its value as float32, and comes back from it', () => {
  const values = fromFloat16(everyHalf);
  expect(values).toEqual(Float32Array.from(everyHalf, valueOf));
  const back = toFloat16(values);
  const changed = everyHalf.filter((half) => !Number.isNaN(valueOf(half)) && back[half] !== half);
  expect([...changed]).toEqual([]);
  expect(round(Number.NaN) & 0x7fff).toBeGreaterThan(0x7c00);
});

/** Where rounding goes astray: ties, subnormals, the largest, and any bits at all. */
const aFloat = fc.oneof(
  fc.float({ noNaN: true }),
  fc.float({ noNaN: true, min: -131072, max: 131072 }),
  fc.float({ noNaN: true, min: -Math.fround(2 ** -13), max: Math.fround(2 ** -13) }),
  fc
    .record({
      half: fc.integer({ min: 0, max: 0x7bfe }),
      nudge: fc.constantFrom(-1, 0, 1),
      sign: fc.constantFrom(-1, 1),
    })
    .map(({ half, nudge, sign }) => {
      const tie = Float32Array.of((valueOf(half) + valueOf(half + 1)) / 2);
      const bits = new Uint32Array(tie.buffer);
      bits[0] = (bits[0] ?? 0) + nudge;
      return sign * (tie[0] ?? 0);
    }),
);

test('a float32 becomes the nearest half, of two equally near the even one', () => {
  fc.assert(
    fc.property(aFloat, (value) => {
      const half = round(value);
      expect(half >>> 15).toBe(Object.is(Math.sign(value), -0) || value < 0 ? 1 : 0);
      const size = half & 0x7fff;
      // From half of the last place above the largest half, 65504, on, everything is infinite.
      if (Math.abs(value) >= 65520) expect(size).toBe(0x7c00);
      else {
        const off = (other: number): number => Math.abs(valueOf(other) - Math.abs(value));
        for (const other of [size - 1, size + 1].filter((each) => each >= 0 && each < 0x7c00)) {
          expect(off(other)).toBeGreaterThanOrEqual(off(size));
          if (off(other) === off(size)) expect(size % 2).toBe(0);
        }
      }
    }),
    { numRuns: 5_000 },
  );
});

test('a part of a longer array is read where it lies', () => {
  const part = Float32Array.of(7, 1, 2, 9).subarray(1, 3);
  expect([...toFloat16(part)]).toEqual([0x3c00, 0x4000]);
});
