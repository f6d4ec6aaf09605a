import { expect, test } from 'vitest';
import { firstOutput, joinFeeds, partOf } from './join-feeds.ts';

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

test('what samples share is in a call once, and only what is the same is shared', () => {
  const shared = (value: number) => ({ ...feeds(value, 1), all: { ...feeds(7, 1).time, shared: true } as const });
  const joined = joinFeeds([shared(1), shared(2)]);
  expect(joined['image']?.dims).toEqual([2, 2]);
  expect(joined['all']).toMatchObject({ data: Float32Array.of(-7), dims: [1] });
  const other = { ...shared(2), all: { ...feeds(8, 1).time, shared: true } as const };
  expect(() => joinFeeds([shared(1), other])).toThrow(/shared/);
});

test('the first output is the one of a graph that has one', () => {
  const [a, b] = [1, 2].map((value) => ({ data: Float32Array.of(value), dims: [1] }));
  if (!a || !b) throw new Error('no outputs');
  expect(firstOutput({ a, b })).toBe(a);
  expect(() => firstOutput({})).toThrow(/nothing/);
});
