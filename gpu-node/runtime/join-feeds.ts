import type { FloatTensor, LaneOutput, LaneOutputs } from './lane-messages.ts';

/** One input of a step. */
export interface StepTensor extends FloatTensor {
  /** It has no rows: all samples of a key have the same one at that step, and a call has it once. */
  readonly shared?: true;
}

/** One sample's inputs of a step, by the graph's names: each [rows, ...] but the shared, the same number of rows in all. */
export type StepFeeds = Readonly<Record<string, StepTensor>>;

/**
 * The inputs of one call with all of these samples, in order. All have the same names and shapes.
 * @param padTo samples that the call is to have: copies of the first fill it up; absent: as many as there are
 */
export function joinFeeds(parts: readonly StepFeeds[], padTo = parts.length): StepFeeds {
  const [first] = parts;
  if (!first) throw new Error('a call without samples');
  if (padTo < parts.length) throw new RangeError(`${parts.length} samples in a call of ${padTo}`);
  if (padTo === 1) return first;
  const padded = [...parts, ...Array.from({ length: padTo - parts.length }, () => first)];
  return Object.fromEntries(Object.keys(first).map((name) => [name, joinTensors(padded.map((part) => part[name]))]));
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
  if (first.shared) {
    if (!tensors.every((tensor) => tensor?.shared && sameValues(tensor.data, first.data))) {
      throw new Error('samples of one key have the same shared inputs');
    }
    return first;
  }
  const { data: each, dims } = first;
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
