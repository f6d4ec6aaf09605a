/** Numbers from 0 to below 1, the same for the same seed everywhere. */
export type Uniform = () => number;

/**
 * A stream of uniform numbers.
 * Source: mulberry32, Tommy Ettinger's 32-bit generator (public domain): a Weyl sequence, mixed.
 * @param seed a 32-bit integer
 */
export function mulberry32(seed: number): Uniform {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
