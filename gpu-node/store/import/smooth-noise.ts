import type { Uniform } from './draw-shapes.ts';

/** Cells across a plane, and how much each of these noises counts: broad areas most, as in pictures. */
const scales = [
  { cells: 1, weight: 1 },
  { cells: 2, weight: 1.5 },
  { cells: 4, weight: 1.5 },
  { cells: 8, weight: 0.7 },
  { cells: 16, weight: 0.3 },
];

/**
 * Normal noise that is smooth at several scales, with a mean of about 0 and a deviation of about 1: what latents look like as
 * far as one knows without an encoder.
 *
 * @returns [channels, side, side]
 */
export function smoothNoise(channels: number, side: number, uniform: Uniform): Float32Array {
  const size = side * side;
  const noise = new Float32Array(channels * size);
  // Between the points of a grid the variance is less than at them.
  const deviation = Math.sqrt(scales.reduce((sum, { weight }) => sum + 0.6 * weight ** 2, 0));
  for (let channel = 0; channel < channels; channel += 1) {
    for (const { cells, weight } of scales) {
      const points = Array.from({ length: (cells + 1) ** 2 }, () => normal(uniform));
      const at = (row: number, column: number): number => points[row * (cells + 1) + column] ?? 0;
      for (let pixel = 0; pixel < size; pixel += 1) {
        const [x, y] = [((pixel % side) / side) * cells, (Math.floor(pixel / side) / side) * cells];
        const [column, row] = [Math.floor(x), Math.floor(y)];
        const [right, down] = [x - column, y - row];
        const above = (1 - right) * at(row, column) + right * at(row, column + 1);
        const below = (1 - right) * at(row + 1, column) + right * at(row + 1, column + 1);
        const index = channel * size + pixel;
        noise[index] = (noise[index] ?? 0) + (weight / deviation) * ((1 - down) * above + down * below);
      }
    }
  }
  return noise;
}

/** Source: Box and Muller, "A Note on the Generation of Random Normal Deviates" (1958). */
function normal(uniform: Uniform): number {
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}
