import { expect, test } from 'vitest';
import { latentsToRgb } from './latent-rgb.ts';

test('each latent becomes the colour the matrix and bias say', () => {
  // Two channels, one row, two columns.
  const latents = Float32Array.of(1, -1, 0.5, 0);
  const fit = {
    matrix: [
      [1, 0, 0],
      [0, 2, 0],
    ],
    bias: [0, 0, -1],
  };
  expect([...latentsToRgb(latents, [2, 1, 2], fit)]).toEqual([255, 255, 0, 0, 128, 0]);
});
