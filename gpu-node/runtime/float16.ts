/**
 * Between float32 and IEEE 754 half precision, as its bits: JavaScript has no half-precision arrays on every Node.js that is
 * supported. Graphs exported with fp16 take and give these.
 */

const signBit = 0x8000;
const infinity = 0x7c00;
const quietNaN = 0x7e00;
/** Bits of a float32's significand that a half does not have. */
const lostBits = 13;
/** float32 bits of 2^16: from here on nothing but infinity is left, whatever the rounding. */
const overflow = 0x47800000;
/** float32 bits of 2^-14, the smallest normal half. */
const smallestNormal = 0x38800000;
/** float32 bits of 2^-25, half of the smallest subnormal half: a tie, which goes to the even 0. */
const smallestHalved = 0x33000000;
/** What a float32's exponent is above a half's, in place. */
const exponentGap = 0x38000000;

/** Rounds to the nearest half, ties to even; beyond the largest to infinity. */
export function toFloat16(values: Float32Array): Uint16Array {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const halves = new Uint16Array(values.length);
  for (let index = 0; index < halves.length; index += 1) halves[index] = roundToHalf(bits[index] ?? 0);
  return halves;
}

/** Each half as the float32 of the same value. */
export function fromFloat16(halves: Uint16Array): Float32Array {
  table ??= float32Bits();
  const values = new Float32Array(halves.length);
  const bits = new Uint32Array(values.buffer);
  for (let index = 0; index < bits.length; index += 1) bits[index] = table[halves[index] ?? 0] ?? 0;
  return values;
}

function roundToHalf(bits: number): number {
  const sign = (bits >>> 16) & signBit;
  const size = bits & 0x7fffffff;
  if (size >= overflow) return sign | (size > 0x7f800000 ? quietNaN : infinity);
  if (size >= smallestNormal) {
    // Just under half of the last place is added, or half where the last bit is odd; a carry grows the exponent.
    const odd = (size >>> lostBits) & 1;
    return sign | ((size - exponentGap + 0xfff + odd) >>> lostBits);
  }
  if (size <= smallestHalved) return sign;
  // A subnormal half counts in units of 2^-24.
  const shift = 126 - (size >>> 23);
  const significand = (size & 0x7fffff) | 0x800000;
  const units = significand >>> shift;
  const rest = significand & ((1 << shift) - 1);
  const tie = 1 << (shift - 1);
  return sign | (rest > tie || (rest === tie && (units & 1) === 1) ? units + 1 : units);
}

/** For each half the bits of its float32; made when a graph first needs it. */
let table: Uint32Array | undefined;

function float32Bits(): Uint32Array {
  const view = new DataView(new ArrayBuffer(4));
  return Uint32Array.from({ length: 2 ** 16 }, (_, half) => {
    const exponent = (half >>> 10) & 0x1f;
    const significand = half & 0x3ff;
    const sign = half & signBit ? 0x80000000 : 0;
    if (exponent === 0x1f) return (sign | 0x7f800000 | (significand << lostBits)) >>> 0;
    if (exponent > 0) return (sign | ((exponent << 23) + exponentGap) | (significand << lostBits)) >>> 0;
    view.setFloat32(0, significand * 2 ** -24);
    return (sign | view.getUint32(0)) >>> 0;
  });
}
