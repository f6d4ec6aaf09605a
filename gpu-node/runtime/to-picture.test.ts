import { expect, test } from 'vitest';
import { toPicture } from './to-picture.ts';

test('planes become pixels, rounded to nearest and cut to 0..255', () => {
  const planes = Float32Array.of(0, 1, /* green */ 0.5, 2, /* blue */ -1, 0.1);
  const { rgb, width, height, sound } = toPicture(planes, [1, 3, 1, 2]);
  expect([...rgb]).toEqual([0, 128, 0, 255, 255, 26]);
  expect({ width, height, sound }).toEqual({ width: 2, height: 1, sound: true });
});

test.each([
  ['NaN', [0.5, Number.NaN, 0.5]],
  ['infinite', [0.5, Number.POSITIVE_INFINITY, 0.5]],
  ['all black', [0, 0, 0.001]],
])('%s output is not sound', (_, values) => {
  expect(toPicture(Float32Array.from(values), [1, 3, 1, 1]).sound).toBe(false);
});
