import type { FloatTensor, LaneOutput } from './lane-messages.ts';

/** One sample's inputs of a step, by the graph's names: each [rows, ...], the same number of rows in all of them. */
export type StepFeeds = Readonly<Record<string, FloatTensor>>;

/** The inputs of one call with all of these samples, in order. All have the same names and shapes. */
export function joinFeeds(parts: readonly StepFeeds[]): StepFeeds {
  const [first, ...others] = parts;
  if (!first) throw new Error('a call without samples');
  if (others.length === 0) return first;
  return Object.fromEntries(Object.keys(first).map((name) => [name, joinTensors(parts.map((part) => part[name]))]));
}

/** The part of a call's output that is one sample's: [rows, ...], a view of it. */
export function partOf({ data, dims }: LaneOutput, index: number, count: number): LaneOutput {
  const size = data.length / count;
  const [rows = 0, ...rest] = dims;
  return { data: data.subarray(index * size, (index + 1) * size), dims: [rows / count, ...rest] };
}

function joinTensors(tensors: readonly (FloatTensor | undefined)[]): FloatTensor {
  const [first] = tensors;
  if (!first) throw new Error('a sample lacks an input');
  const { data: each, dims } = first;
  const [rows = 0, ...rest] = dims;
  const data = new Float32Array(tensors.length * each.length);
  for (const [index, tensor] of tensors.entries()) {
    if (tensor?.data.length !== each.length) throw new Error('samples of one key have inputs of one shape');
    data.set(tensor.data, index * each.length);
  }
  return { type: 'float32', data, dims: [tensors.length * rows, ...rest] };
}
