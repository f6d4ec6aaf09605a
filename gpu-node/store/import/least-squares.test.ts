import { expect, test } from 'vitest';
import { leastSquares } from './least-squares.ts';

test('finds the matrix that made the targets', () => {
  const a = Array.from({ length: 20 }, (_, row) => [Math.sin(row), Math.cos(3 * row), 1]);
  const want = [
    [2, -1],
    [0.5, 3],
    [-4, 0.25],
  ];
  const b = a.map((row) =>
    [0, 1].map((out) => row.reduce((sum, value, at) => sum + value * (want[at]?.[out] ?? 0), 0)),
  );
  const have = leastSquares(a, b);
  for (const [row, line] of want.entries()) {
    for (const [out, value] of line.entries()) expect(have[row]?.[out]).toBeCloseTo(value, 9);
  }
});

test('refuses inputs that depend on each other', () => {
  expect(() =>
    leastSquares(
      [
        [1, 2],
        [2, 4],
      ],
      [[1], [2]],
    ),
  ).toThrow(/depend/);
});
