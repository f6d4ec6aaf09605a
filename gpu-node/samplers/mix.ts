/** `a * x + b * y`, element by element. */
export function mix(a: number, x: Float32Array, b: number, y: Float32Array): Float32Array {
  return mixTo(new Float32Array(x.length), a, x, b, y);
}

/** `x = a * x + b * y`, element by element, in place. */
export function mixInto(x: Float32Array, a: number, b: number, y: Float32Array): Float32Array {
  return mixTo(x, a, x, b, y);
}

/** `target = a * x + b * y`, element by element. */
export function mixTo(target: Float32Array, a: number, x: Float32Array, b: number, y: Float32Array): Float32Array {
  for (let index = 0; index < target.length; index += 1) {
    target[index] = a * (x[index] ?? Number.NaN) + b * (y[index] ?? Number.NaN);
  }
  return target;
}

/** Keeps each element within `-range` and `range`, in place. NaN stays NaN. */
export function clamp(x: Float32Array, range: number): void {
  for (let index = 0; index < x.length; index += 1) {
    x[index] = Math.min(Math.max(x[index] ?? Number.NaN, -range), range);
  }
}
