import { expect, test } from 'vitest';
import { joinFeeds, partOf } from './join-feeds.ts';

const feeds = (value: number, rows: number) => ({
  image: { type: 'float32', data: new Float32Array(2 * rows).fill(value), dims: [rows, 2] } as const,
  time: { type: 'float32', data: new Float32Array(rows).fill(-value), dims: [rows] } as const,
});

test("samples' rows come one after another, and each finds its own part of the output", () => {
  const joined = joinFeeds([feeds(1, 2), feeds(2, 2), feeds(3, 2)]);
  expect(joined['image']?.dims).toEqual([6, 2]);
  expect(joined['time']).toEqual({ type: 'float32', data: Float32Array.of(-1, -1, -2, -2, -3, -3), dims: [6] });
  const image = joined['image'];
  if (!image) throw new Error('no image');
  expect(partOf(image, 1, 3)).toEqual({ data: Float32Array.of(2, 2, 2, 2), dims: [2, 2] });
});

test('one sample is a call by itself', () => {
  expect(joinFeeds([feeds(1, 1)])['image']?.dims).toEqual([1, 2]);
});

test('samples of different shapes share no call', () => {
  expect(() => joinFeeds([feeds(1, 1), feeds(2, 2)])).toThrow(/one shape/);
});
