import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spansOf, tilesOf } from './tiles.ts';

const shapes = fc
  .record({ size: fc.integer({ min: 8, max: 300 }), margin: fc.nat({ max: 60 }) })
  .filter(({ size, margin }) => size > 2 * margin);

test('kept parts cover a side once, each with its margin or the edge around it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3_000 }), shapes, (side, shape) => {
      const spans = spansOf(side, shape);
      let covered = 0;
      for (const { start, length, keepStart, keepEnd } of spans) {
        expect(keepStart).toBe(covered);
        expect(keepEnd).toBeGreaterThan(keepStart);
        covered = keepEnd;
        expect(start).toBeGreaterThanOrEqual(0);
        expect(start + length).toBeLessThanOrEqual(side);
        expect(length).toBe(Math.min(side, shape.size));
        expect(keepStart - start).toBeGreaterThanOrEqual(start === 0 ? 0 : shape.margin);
        expect(start + length - keepEnd).toBeGreaterThanOrEqual(start + length === side ? 0 : shape.margin);
      }
      expect(covered).toBe(side);
    }),
  );
});

test('a picture that fits is one tile, a larger one is cut on both sides', () => {
  expect(tilesOf(128, 96, { size: 128, margin: 20 })).toHaveLength(1);
  expect(tilesOf(256, 256, { size: 128, margin: 20 })).toHaveLength(9);
});

test('a tile that is all margin is refused', () => {
  expect(() => spansOf(100, { size: 40, margin: 20 })).toThrow(RangeError);
});
