/** A number from 0 to below 1. */
export type Uniform = () => number;

/** How often something is black or white, or grey, and not of a colour: as in pictures that people ask for. */
const blackOrWhite = 0.3;
const grey = 0.1;

/**
 * A picture of coloured shapes on a ground, for which an autoencoder has latents as it has for real ones: broad areas, edges,
 * shades, saturated colours and none.
 *
 * @param side pixels
 * @returns planes [3, side, side], -1 to 1
 */
export function drawShapes(side: number, uniform: Uniform): Float32Array {
  const size = side * side;
  const planes = new Float32Array(3 * size);
  const ground = drawColour(uniform);
  const slopes = ground.map(() => [uniform() - 0.5, uniform() - 0.5] as const);
  const fill = (colourAt: (x: number, y: number, plane: number) => number | undefined): void => {
    for (let pixel = 0; pixel < size; pixel += 1) {
      const [x, y] = [(pixel % side) / side, Math.floor(pixel / side) / side];
      for (let plane = 0; plane < 3; plane += 1) {
        const value = colourAt(x, y, plane);
        if (value !== undefined) planes[plane * size + pixel] = Math.min(Math.max(value, -1), 1);
      }
    }
  };
  fill((x, y, plane) => {
    const [across = 0, down = 0] = slopes[plane] ?? [];
    return (ground[plane] ?? 0) + across * (x - 0.5) + down * (y - 0.5);
  });
  const shapes = 3 + Math.floor(8 * uniform());
  for (let shape = 0; shape < shapes; shape += 1) {
    const colour = drawColour(uniform);
    const [centreX, centreY] = [uniform(), uniform()];
    const [halfWidth, halfHeight] = [0.04 + 0.35 * uniform(), 0.04 + 0.35 * uniform()];
    const isBox = uniform() < 0.4;
    // Lit from one side.
    const shade = 0.6 * uniform();
    const [lightX, lightY] = [2 * uniform() - 1, 2 * uniform() - 1];
    fill((x, y, plane) => {
      const [dx, dy] = [(x - centreX) / halfWidth, (y - centreY) / halfHeight];
      const distance = isBox ? Math.max(Math.abs(dx), Math.abs(dy)) : Math.hypot(dx, dy);
      return distance < 1 ? (colour[plane] ?? 0) + shade * (dx * lightX + dy * lightY) : undefined;
    });
  }
  return planes;
}

/** Red, green and blue, -1 to 1, often at an end of the range. */
function drawColour(uniform: Uniform): number[] {
  const kind = uniform();
  if (kind < blackOrWhite) return Array.from({ length: 3 }).fill(uniform() < 0.5 ? -1 : 1) as number[];
  if (kind < blackOrWhite + grey) return Array.from({ length: 3 }).fill(2 * uniform() - 1) as number[];
  return [uniform(), uniform(), uniform()].map((value) => Math.min(Math.max(2.6 * value - 1.3, -1), 1));
}
