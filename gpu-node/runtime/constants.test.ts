import { expect, test } from 'vitest';
import { makeConstants, shareFeeds } from './constants.ts';

const prompt = (value: number) => ({
  states: { type: 'float32', data: Float32Array.of(value, 2 * value), dims: [1, 2] } as const,
});

test('constants have the same values in memory that threads share', () => {
  const { rows } = makeConstants([prompt(1), prompt(2)]);
  expect(rows).toEqual([prompt(1), prompt(2)]);
  for (const row of rows) expect(row['states']?.data.buffer).toBeInstanceOf(SharedArrayBuffer);
});

test('what is shared already is not copied, and is somebody else’s constants as well', () => {
  const shared = shareFeeds(prompt(1));
  const [first, second] = [makeConstants([shared]), makeConstants([shared])];
  expect(first.rows[0]?.['states']?.data).toBe(shared['states']?.data);
  expect(second.rows[0]?.['states']?.data).toBe(shared['states']?.data);
  expect(first.id).not.toBe(second.id);
});
