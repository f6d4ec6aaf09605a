/**
 * mt19937, the integers under torch's CPU generator.
 * Source: Matsumoto and Nishimura, "Mersenne Twister" (1998).
 */
const stateSize = 624;
const shiftSize = 397;

/** mt19937 seeded as `torch.Generator().manual_seed(seed)`. */
export class MersenneTwister {
  readonly #state = new Uint32Array(stateSize);
  #next = stateSize;
  #drawn = 0;

  /** @param seed 0 to 2^32-1 */
  constructor(seed: number) {
    this.#state[0] = seed >>> 0;
    for (let index = 1; index < stateSize; index += 1) {
      const previous = this.#state[index - 1] ?? 0;
      this.#state[index] = Math.imul(1_812_433_253, previous ^ (previous >>> 30)) + index;
    }
  }

  /** How many numbers were drawn or skipped so far. */
  get drawn(): number {
    return this.#drawn;
  }

  /** The next 32 random bits. */
  next(): number {
    if (this.#next === stateSize) this.#twist();
    let bits = this.#state[this.#next] ?? 0;
    this.#next += 1;
    this.#drawn += 1;
    bits ^= bits >>> 11;
    bits ^= (bits << 7) & 0x9d2c5680;
    bits ^= (bits << 15) & 0xefc60000;
    return (bits ^ (bits >>> 18)) >>> 0;
  }

  /** Leaves out as many numbers, at a small part of the cost of drawing them. */
  skip(count: number): void {
    this.#drawn += count;
    let left = count;
    while (left > stateSize - this.#next) {
      left -= stateSize - this.#next;
      this.#twist();
    }
    this.#next += left;
  }

  #twist(): void {
    const state = this.#state;
    for (let index = 0; index < stateSize; index += 1) {
      const after = index + 1 < stateSize ? index + 1 : 0;
      const far = index < stateSize - shiftSize ? index + shiftSize : index + shiftSize - stateSize;
      const mixed = ((state[index] ?? 0) & 0x80000000) | ((state[after] ?? 0) & 0x7fffffff);
      state[index] = (state[far] ?? 0) ^ (mixed >>> 1) ^ (mixed & 1 ? 0x9908b0df : 0);
    }
    this.#next = 0;
  }
}
