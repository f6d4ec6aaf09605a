/** Grids of numbers as numpy and torch lay them out, to the last digit: what is rounded later must round the same way. */

/** numpy's `linspace` of float64. */
export function linspace(first: number, last: number, count: number): number[] {
  const gap = count > 1 ? (last - first) / (count - 1) : 0;
  const grid = Array.from({ length: count }, (_, index) => index * gap + first);
  if (count > 1) grid[count - 1] = last;
  return grid;
}

/** `torch.linspace` of float32, which counts from both ends to keep them exact. */
export function linspaceFloat32(first: number, last: number, count: number): Float32Array {
  const [low, high] = [Math.fround(first), Math.fround(last)];
  const gap = count > 1 ? Math.fround((high - low) / (count - 1)) : 0;
  return Float32Array.from({ length: count }, (_, index) =>
    index < count / 2 ? low + gap * index : high - gap * (count - index - 1),
  );
}

/** The first `count` of numpy's `arange(first, 0, -gap)`, or all of them where they are fewer. */
export function fallingRange(first: number, gap: number, count: number): number[] {
  // numpy takes the difference of the first two for the gap, rounding and all.
  const delta = first - gap - first;
  return Array.from({ length: Math.min(count, Math.ceil(first / gap)) }, (_, index) => first + index * delta);
}

/** `numpy.interp(at, arange(len(values)), values)`. */
export function interpolate(at: number, values: Float32Array): number {
  const index = Math.min(Math.max(at, 0), values.length - 1);
  const below = Math.floor(index);
  const left = values[below] ?? Number.NaN;
  const right = values[Math.min(below + 1, values.length - 1)] ?? Number.NaN;
  return left + (right - left) * (index - below);
}

/** numpy's rounding: halves go to the even neighbour. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
