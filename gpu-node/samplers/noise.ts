/**
 * The noise a picture starts from: bit for bit the integers, and to the last float32 digits the numbers, of torch's CPU
 * generator, so that a seed means here what it means in diffusers.
 *
 * Sources: Matsumoto and Nishimura, "Mersenne Twister" (1998), for mt19937; pytorch `aten/src/ATen/native/cpu/
 * DistributionTemplates.h` (`normal_fill`) and `aten/src/ATen/core/DistributionsHelper.h` for how floats are made of it.
 */
const stateSize = 624;
const shiftSize = 397;
/** `normal_fill` works in blocks of 16: 8 radii, 8 angles. Shorter tensors take the scalar path. */
const blockSize = 16;

/** mt19937 seeded as `torch.Generator().manual_seed(seed)`. */
export class MersenneTwister {
  readonly #state = new Uint32Array(stateSize);
  #next = stateSize;

  /** @param seed 0 to 2^32-1 */
  constructor(seed: number) {
    this.#state[0] = seed >>> 0;
    for (let index = 1; index < stateSize; index += 1) {
      const previous = this.#state[index - 1] ?? 0;
      this.#state[index] = Math.imul(1_812_433_253, previous ^ (previous >>> 30)) + index;
    }
  }

  /** The next 32 random bits. */
  next(): number {
    if (this.#next === stateSize) this.#twist();
    let bits = this.#state[this.#next] ?? 0;
    this.#next += 1;
    bits ^= bits >>> 11;
    bits ^= (bits << 7) & 0x9d2c5680;
    bits ^= (bits << 15) & 0xefc60000;
    return (bits ^ (bits >>> 18)) >>> 0;
  }

  #twist(): void {
    const state = this.#state;
    for (let index = 0; index < stateSize; index += 1) {
      const upper = (state[index] ?? 0) & 0x80000000;
      const lower = (state[(index + 1) % stateSize] ?? 0) & 0x7fffffff;
      const mixed = upper | lower;
      const far = state[(index + shiftSize) % stateSize] ?? 0;
      state[index] = far ^ (mixed >>> 1) ^ (mixed & 1 ? 0x9908b0df : 0);
    }
    this.#next = 0;
  }
}

/**
 * `torch.randn(size, generator=torch.Generator().manual_seed(seed))`, float32.
 *
 * @param seed 0 to 2^32-1
 * @param size how many numbers
 */
export function randn(seed: number, size: number): Float32Array {
  const bits = new MersenneTwister(seed);
  return size < blockSize ? randnScalar(bits, size) : randnBlocks(bits, size);
}

function randnBlocks(bits: MersenneTwister, size: number): Float32Array {
  // The low 24 bits, as many as a float32's significand holds.
  const uniform = (): number => (bits.next() & 0xffffff) / 2 ** 24;
  const data = new Float32Array(size);
  for (let index = 0; index < size; index += 1) data[index] = uniform();
  for (let start = 0; start + blockSize <= size; start += blockSize) boxMullerBlock(data, start);
  if (size % blockSize !== 0) {
    // torch draws the last 16 anew, overlapping the last whole block.
    const start = size - blockSize;
    for (let index = start; index < size; index += 1) data[index] = uniform();
    boxMullerBlock(data, start);
  }
  return data;
}

/** Box and Muller (1958): entry j is the radius's uniform, j + 8 the angle's. */
function boxMullerBlock(data: Float32Array, start: number): void {
  for (let index = start; index < start + blockSize / 2; index += 1) {
    // 1 - u lies in (0, 1]: its logarithm is finite.
    const radius = Math.sqrt(-2 * Math.log(1 - (data[index] ?? 0)));
    const angle = 2 * Math.PI * (data[index + blockSize / 2] ?? 0);
    data[index] = radius * Math.cos(angle);
    data[index + blockSize / 2] = radius * Math.sin(angle);
  }
}

function randnScalar(bits: MersenneTwister, size: number): Float32Array {
  // 53 bits of a 64-bit draw whose upper half comes first: 21 bits of that, then all of the next.
  const uniform = (): number => {
    const upper = bits.next() & 0x1fffff;
    return (upper * 2 ** 32 + bits.next()) / 2 ** 53;
  };
  const data = new Float32Array(size);
  for (let index = 0; index < size; index += 2) {
    const angle = 2 * Math.PI * uniform();
    const radius = Math.sqrt(-2 * Math.log1p(-uniform()));
    data[index] = radius * Math.cos(angle);
    if (index + 1 < size) data[index + 1] = radius * Math.sin(angle);
  }
  return data;
}
