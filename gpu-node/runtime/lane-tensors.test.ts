import { Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { fromGraph, toGraph } from './lane-tensors.ts';

const floats = { type: 'float32', data: Float32Array.of(1, -2.5, 981.25), dims: [3] } as const;
const ids = { type: 'int64', data: BigInt64Array.of(49406n, 7n), dims: [1, 2] } as const;

test.each([
  [floats, 'float32', floats.data],
  [floats, 'float16', Uint16Array.of(0x3c00, 0xc100, 0x63aa)],
  [floats, 'int64', BigInt64Array.of(1n, -2n, 981n)],
  [floats, 'float64', Float64Array.of(1, -2.5, 981.25)],
  [ids, 'int64', ids.data],
  [ids, 'int32', Int32Array.of(49406, 7)],
])('%#: a tensor becomes what the graph declares: %s', (tensor, declared, data) => {
  const cast = toGraph(tensor, declared);
  expect(cast).toMatchObject({ type: declared, dims: tensor.dims });
  expect(cast.data).toEqual(data);
});

test('a type that cannot be made is refused by name', () => {
  expect(() => toGraph(floats, 'bfloat16')).toThrow(/bfloat16/);
  expect(() => toGraph(ids, 'float32')).toThrow(/int64/);
});

test('what a graph gives becomes float32', () => {
  expect(fromGraph(new Tensor('float16', Uint16Array.of(0x3c00, 0xc100), [2]))).toEqual({
    data: Float32Array.of(1, -2.5),
    dims: [2],
  });
  expect(() => fromGraph(new Tensor('int64', BigInt64Array.of(1n), [1]))).toThrow(/float/);
});
