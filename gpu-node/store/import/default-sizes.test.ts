import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultSizes } from './default-sizes.ts';

const named = (side: number, unit: number, keepsArea: boolean): string =>
  defaultSizes(side, unit, keepsArea)
    .map(({ width, height }) => `${width}x${height}`)
    .join(' ');

test('sizes are those that people know', () => {
  expect(named(512, 64, false)).toBe('512x512 768x512 512x768');
  expect(named(1024, 32, true)).toBe('1024x1024 1152x896 896x1152 1216x832 832x1216 1344x768 768x1344');
});

test('sizes are what the model can paint, the square first, none twice', () => {
  const units = fc.constantFrom(8, 16, 32, 64);
  fc.assert(
    fc.property(units, fc.integer({ min: 1, max: 32 }), fc.boolean(), (unit, count, keepsArea) => {
      const side = unit * count;
      const sizes = defaultSizes(side, unit, keepsArea);
      for (const { width, height } of sizes) {
        expect([width % unit, height % unit]).toEqual([0, 0]);
        expect(Math.min(width, height)).toBeGreaterThanOrEqual(64);
      }
      expect(new Set(sizes.map((size) => JSON.stringify(size))).size).toBe(sizes.length);
      if (side >= 64 && side % (Math.ceil(side / 16 / unit) * unit) === 0) {
        expect(sizes[0]).toEqual({ width: side, height: side });
      }
    }),
  );
});
