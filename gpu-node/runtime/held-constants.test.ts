import { Tensor } from 'onnxruntime-node';
import { expect, test, vi } from 'vitest';
import { shareFeeds } from './constants.ts';
import { HeldConstants } from './held-constants.ts';
import type { FloatTensor } from './lane-messages.ts';

const row = (value: number) => shareFeeds({ states: { type: 'float32', data: Float32Array.of(value), dims: [1, 1] } });
const call = (key: string, ...values: readonly number[]) => ({ key, rows: values.map(row) });
const caster = () =>
  vi.fn<(name: string, tensor: FloatTensor) => Tensor>((_, { data, dims }) => new Tensor('float32', data, dims));

test('rows are joined in memory of the lane’s own', () => {
  const { states } = new HeldConstants().tensors(call('a b', 1, 2), caster());
  expect(states?.dims).toEqual([2, 1]);
  expect(states?.data).toEqual(Float32Array.of(1, 2));
  expect(states?.data).toHaveProperty('buffer', expect.any(ArrayBuffer));
});

test('calls of the same samples find what was joined and cast for the first', () => {
  const [held, cast] = [new HeldConstants(), caster()];
  const first = held.tensors(call('a b', 1, 2), cast);
  held.tensors(call('c', 3), cast);
  expect(held.tensors(call('a b', 1, 2), cast)).toBe(first);
  expect(cast).toHaveBeenCalledTimes(2);
  expect(held.tensors(call('b a', 2, 1), cast)['states']?.data).toEqual(Float32Array.of(2, 1));
});

test('only the latest calls’ are held', () => {
  const [held, cast] = [new HeldConstants(), caster()];
  const first = held.tensors(call('0', 0), cast);
  for (let other = 1; other <= 20; other += 1) held.tensors(call(`${other}`, other), cast);
  expect(held.tensors(call('0', 0), cast)).not.toBe(first);
});
