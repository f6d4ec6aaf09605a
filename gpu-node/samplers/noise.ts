/**
 * The noise of a picture: bit for bit the integers, and to the last float32 digits the numbers, of torch's CPU
 * generator, so that a seed means here what it means in diffusers.
 *
 * Sources: pytorch `aten/src/ATen/native/cpu/DistributionTemplates.h` (`normal_fill`) and
 * `aten/src/ATen/core/DistributionsHelper.h` for how floats are made of the integers.
 */
import { MersenneTwister } from './mersenne-twister.ts';

/** `normal_fill` works in blocks of 16: 8 radii, 8 angles. Shorter tensors take the scalar path. */
const blockSize = 16;

/** `torch.Generator().manual_seed(seed)` of one sample: each draw goes on where the last one ended. */
export class NoiseGenerator {
  readonly #bits: MersenneTwister;
  /** The scalar path makes numbers in pairs; torch keeps an odd draw's second for the next scalar draw. */
  #waiting: number | undefined;

  /** @param seed 0 to 2^32-1 */
  constructor(seed: number) {
    this.#bits = new MersenneTwister(seed);
  }

  /** A generator as it was when its `position` was read. */
  static at(seed: number, position: number): NoiseGenerator {
    const generator = new NoiseGenerator(seed);
    generator.#bits.skip(position);
    return generator;
  }

  /**
   * How many 32-bit numbers were drawn so far.
   * @throws Error after tensors of fewer than 16 numbers in odd sum, which leave more behind than a position tells.
   * Latents have 16 numbers or more.
   */
  get position(): number {
    if (this.#waiting !== undefined) throw new Error('half of a pair of normal numbers waits to be drawn');
    return this.#bits.drawn;
  }

  /** `torch.randn(size, generator=…)`, float32, with torch's own difference between short tensors and others. */
  normal(size: number): Float32Array {
    return size < blockSize ? this.#scalars(size) : this.#blocks(size);
  }

  #blocks(size: number): Float32Array {
    const data = new Float32Array(size);
    this.#fillUniform(data, 0);
    for (let start = 0; start + blockSize <= size; start += blockSize) boxMullerBlock(data, start);
    if (size % blockSize !== 0) {
      // torch draws the last 16 anew, overlapping the last whole block.
      this.#fillUniform(data, size - blockSize);
      boxMullerBlock(data, size - blockSize);
    }
    return data;
  }

  /** Uniform in [0, 1) of the low 24 bits, as many as a float32's significand holds. */
  #fillUniform(data: Float32Array, start: number): void {
    for (let index = start; index < data.length; index += 1) data[index] = (this.#bits.next() & 0xffffff) / 2 ** 24;
  }

  #scalars(size: number): Float32Array {
    const data = new Float32Array(size);
    for (let index = 0; index < size; index += 1) {
      if (this.#waiting === undefined) {
        const angle = 2 * Math.PI * this.#uniform();
        const radius = Math.sqrt(-2 * Math.log1p(-this.#uniform()));
        data[index] = radius * Math.cos(angle);
        this.#waiting = radius * Math.sin(angle);
      } else {
        data[index] = this.#waiting;
        this.#waiting = undefined;
      }
    }
    return data;
  }

  /** 53 bits of a 64-bit draw whose upper half comes first: 21 bits of that, then all of the next. */
  #uniform(): number {
    const upper = this.#bits.next() & 0x1fffff;
    return (upper * 2 ** 32 + this.#bits.next()) / 2 ** 53;
  }
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
