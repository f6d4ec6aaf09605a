import { expect } from 'vitest';
import { compare } from './api.ts';

/** The bound of exactness: at most one grey level on 99.9 % of the values, never over three. */
export function expectSamePixels(a: Buffer, b: Buffer, what: string): void {
  const { withinOne, greatest } = compare(a, b);
  console.log(`${what}: ${(withinOne * 100).toFixed(3)} % within one grey level, greatest difference ${greatest}`);
  expect(withinOne).toBeGreaterThanOrEqual(0.999);
  expect(greatest).toBeLessThanOrEqual(3);
}
