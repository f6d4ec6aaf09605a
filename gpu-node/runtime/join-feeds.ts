import type { FloatTensor, LaneOutput, LaneOutputs, StepFeeds, StepTensor } from './lane-messages.ts';

/**
 * The inputs of one call with all of these parts, in order, in memory of its own. All have the same names and shapes.
 * @throws Error where they do not, or where what they share is not the same
 */
export function joinFeeds(parts: readonly StepFeeds[]): Record<string, FloatTensor> {
  const [first] = parts;
  if (!first) throw new Error('a call without samples');
  return Object.fromEntries(Object.keys(first).map((name) => [name, joinTensors(parts.map((part) => part[name]))]));
}

/**
 * The output of a graph that has one, or the first of several.
 * @throws Error when there is none
 */
export function firstOutput(outputs: LaneOutputs): LaneOutput {
  const [first] = Object.values(outputs);
  if (!first) throw new Error('the graph gave nothing');
  return first;
}

/** The part of a call's output that is one sample's: [rows, ...], a view of it. */
export function partOf({ data, dims }: LaneOutput, index: number, count: number): LaneOutput {
  const size = data.length / count;
  const [rows = 0, ...rest] = dims;
  return { data: data.subarray(index * size, (index + 1) * size), dims: [rows / count, ...rest] };
}

function joinTensors(tensors: readonly (StepTensor | undefined)[]): FloatTensor {
  const [first] = tensors;
  if (!first) throw new Error('a sample lacks an input');
  const { data: each, dims } = first;
  if (first.shared) {
    if (!tensors.every((tensor) => tensor?.shared && sameValues(tensor.data, each))) {
      throw new Error('samples of one key have the same shared inputs');
    }
    return { type: 'float32', data: Float32Array.from(each), dims };
  }
  const [rows = 0, ...rest] = dims;
  const data = new Float32Array(tensors.length * each.length);
  for (const [index, tensor] of tensors.entries()) {
    if (tensor?.data.length !== each.length) throw new Error('samples of one key have inputs of one shape');
    data.set(tensor.data, index * each.length);
  }
  return { type: 'float32', data, dims: [tensors.length * rows, ...rest] };
}

function sameValues(left: Float32Array, right: Float32Array): boolean {
  return left === right || (left.length === right.length && left.every((value, index) => value === right[index]));
}
