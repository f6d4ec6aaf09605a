/**
 * Requests as people send them, saved once for all runs: `node --import tsx gpu-node/bench/arrivals.ts` writes them anew.
 * Arrivals within an hour are nearly Poisson; images, steps and shapes are those of a public trace of image generation
 * (GenTD26, SoCC '25: 1, 2, 4 or 8 images in 57, 8, 20 and 15% of requests; 30 steps in 90%).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Uniform, mulberry32 } from '@quartet/service-kit/random.ts';

/** Requests in the order they come, one entry of each list for each. */
export interface Arrivals {
  readonly seed: number;
  /** From the request before to this one; 1 on average. */
  readonly gaps: readonly number[];
  readonly images: readonly number[];
  readonly steps: readonly number[];
  /** 0: square, 1: 2:3, 2: 3:2, 3: 16:9. */
  readonly shapes: readonly number[];
}

const requests = 2_000;
const file = join(import.meta.dirname, 'arrivals/seed-1.json');

/** A draw from values with cumulative shares; the last has the rest. */
function drawn(uniform: Uniform, shares: readonly number[], values: readonly number[]): number {
  const draw = uniform();
  const rank = shares.findIndex((share) => share > draw);
  return values.at(rank) ?? Number.NaN;
}

/** The same requests for the same seed: gaps and what is asked for come from streams of their own. */
export function makeArrivals(seed: number): Arrivals {
  const [times, asked] = [mulberry32(16 * seed), mulberry32(16 * seed + 4)];
  const drafts = Array.from({ length: requests }, () => ({
    gap: -Math.log(1 - times()),
    images: drawn(asked, [0.57, 0.65, 0.85], [1, 2, 4, 8]),
    steps: drawn(asked, [0.9, 0.96, 0.98], [30, 40, 50, 20]),
    shape: drawn(asked, [0.45, 0.75, 0.9], [0, 1, 2, 3]),
    // The fourth draw of a request is its adapter, which these models do not have.
    adapter: asked(),
  }));
  return {
    seed,
    gaps: drafts.map(({ gap }) => Math.round(gap * 1e4) / 1e4),
    images: drafts.map(({ images }) => images),
    steps: drafts.map(({ steps }) => steps),
    shapes: drafts.map(({ shape }) => shape),
  };
}

/** The requests that all runs are made with. */
export function savedArrivals(): Arrivals {
  return JSON.parse(readFileSync(file, 'utf8')) as Arrivals;
}

if (process.argv[1] === import.meta.filename) writeFileSync(file, JSON.stringify(makeArrivals(1)));
