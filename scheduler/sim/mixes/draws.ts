/** How the standard mixes draw: the same seed gives the same requests everywhere. */
import { type Uniform, mulberry32 } from '@quartet/service-kit/random.ts';

/** A mix's stream of one kind of choice: one draw more of one kind changes none of another. */
export function stream(seed: number, kind: number): Uniform {
  return mulberry32(16 * seed + kind);
}

/** Standard normal. Source: Box and Muller, "A Note on the Generation of Random Normal Deviates" (1958), the cosine half. */
export function normal(uniform: Uniform): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
  return radius * Math.cos(2 * Math.PI * uniform());
}

/** Time to the next of events that come independently of each other. @param rate of them in a unit of time */
export function exponential(uniform: Uniform, rate: number): number {
  return -Math.log(1 - uniform()) / rate;
}

/** A choice among ranks 1, 2 and so on by their weights. */
export class Ranks {
  /** Shares of all up to each rank. */
  readonly #shares: readonly number[];

  /** @param weightOf of a rank */
  constructor(count: number, weightOf: (rank: number) => number) {
    let sum = 0;
    const sums = Array.from({ length: count }, (_, index) => (sum += weightOf(index + 1)));
    this.#shares = sums.map((each) => each / sum);
  }

  /** The least rank up to which the share is above the draw. */
  draw(uniform: Uniform): number {
    const draw = uniform();
    let [first, last] = [0, this.#shares.length - 1];
    while (first < last) {
      const middle = (first + last) >> 1;
      if ((this.#shares[middle] ?? 1) > draw) last = middle;
      else first = middle + 1;
    }
    return first + 1;
  }
}

/** The first value whose limit is above the draw, or the last of all. */
export function pick(draw: number, limits: readonly number[], values: readonly number[]): number {
  const at = limits.findIndex((limit) => limit > draw);
  return values.at(at) ?? Number.NaN;
}
