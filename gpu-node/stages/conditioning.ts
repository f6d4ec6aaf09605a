/** What a prompt is to a denoiser, and how the encoders' words of it are put together. */
import type { FloatTensor } from '../runtime/lane-messages.ts';

/** Inputs of the denoiser's graph that come of a prompt, by name: one row each. Never written to. */
export type Conditioning = Readonly<Record<string, FloatTensor>>;

/** The same shapes, all zeros. */
export function zerosLike(conditioning: Conditioning): Conditioning {
  return Object.fromEntries(
    Object.entries(conditioning).map(([name, { data, dims }]) => [
      name,
      { type: 'float32', data: new Float32Array(data.length), dims },
    ]),
  );
}

/** Bytes of all its tensors. */
export function bytesOf(conditioning: Conditioning): number {
  return Object.values(conditioning).reduce((sum, { data }) => sum + data.byteLength, 0);
}

/** [1, ..., a] and [1, ..., b] beside each other: [1, ..., a + b]. */
export function concatWidths(left: FloatTensor, right: FloatTensor): FloatTensor {
  const [a, b] = [left.dims.at(-1) ?? 0, right.dims.at(-1) ?? 0];
  const rows = left.data.length / a;
  if (rows !== right.data.length / b) throw new Error('encoders of one model see a prompt in as many tokens');
  const data = new Float32Array(left.data.length + right.data.length);
  for (let row = 0; row < rows; row += 1) {
    data.set(left.data.subarray(row * a, (row + 1) * a), row * (a + b));
    data.set(right.data.subarray(row * b, (row + 1) * b), row * (a + b) + a);
  }
  return { type: 'float32', data, dims: [...left.dims.slice(0, -1), a + b] };
}

/** [1, a, w] and [1, b, w] after each other: [1, a + b, w]. */
export function concatLengths(first: FloatTensor, second: FloatTensor): FloatTensor {
  const [, a = 0, width = 0] = first.dims;
  const [, b = 0, other] = second.dims;
  if (other !== width) throw new Error(`states ${other} wide do not go with states ${width} wide`);
  const data = new Float32Array(first.data.length + second.data.length);
  data.set(first.data);
  data.set(second.data, first.data.length);
  return { type: 'float32', data, dims: [1, a + b, width] };
}

/** [1, length, a] made `width` wide by zeros. */
export function padWidth(states: FloatTensor, width: number): FloatTensor {
  const [, length = 0, own = 0] = states.dims;
  return concatWidths(states, zeros(1, length, width - own));
}

/** Zeros of a shape. */
export function zeros(...dims: readonly number[]): FloatTensor {
  return { type: 'float32', data: new Float32Array(dims.reduce((product, side) => product * side, 1)), dims };
}
