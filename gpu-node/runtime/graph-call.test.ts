import { expect, test } from 'vitest';
import { graphCall } from './graph-call.ts';
import { makeConstants } from './constants.ts';

const float = (value: number) => ({ type: 'float32', data: Float32Array.of(value), dims: [1, 1] }) as const;
const part = (value: number) => ({
  feeds: { latents: float(value) },
  constants: makeConstants([{ prompt: float(-value) }, { prompt: float(10 * value) }]),
});

test('a call has its samples row by row, each with its constants', () => {
  const { feeds, constants } = graphCall('graph', [part(1), part(2)]);
  expect(feeds['latents']?.data).toEqual(Float32Array.of(1, 1, 2, 2));
  expect(constants?.rows.map(({ prompt }) => prompt?.data[0])).toEqual([-1, 10, -2, 20]);
});

test('its key tells the samples and their order, and is the same at each of their steps', () => {
  const [a, b] = [part(1), part(2)];
  const keyOf = (...parts: readonly (typeof a)[]) => graphCall('graph', parts).constants?.key;
  expect(keyOf(a, b)).toBe(keyOf({ ...a, feeds: { latents: float(7) } }, b));
  expect(new Set([keyOf(a, b), keyOf(b, a), keyOf(a), keyOf(a, a), keyOf(part(1), b)]).size).toBe(5);
});

test('where nothing stays the same there are no constants', () => {
  const job = graphCall('graph', [{ feeds: { latents: float(1) }, constants: undefined }]);
  expect(job).not.toHaveProperty('constants');
  expect(job.feeds['latents']?.data).toEqual(Float32Array.of(1));
});
