/** How far apart what the node and what diffusers made are. */
import sharp from 'sharp';

/** The most that two numbers of two arrays differ by. */
export function largestDifference(have: Float32Array, want: Float32Array): number {
  assertSameLength(have, want);
  return have.reduce((most, value, index) => Math.max(most, Math.abs(value - (want[index] ?? Number.NaN))), 0);
}

/** The norm of the difference by the norm of what was wanted. */
export function relativeDifference(have: Float32Array, want: Float32Array): number {
  assertSameLength(have, want);
  const squares = (values: Float32Array) => values.reduce((sum, value) => sum + value ** 2, 0);
  return Math.sqrt(squares(have.map((value, index) => value - (want[index] ?? Number.NaN))) / squares(want));
}

/** Peak signal-to-noise ratio of two picture files' 8-bit values, dB; infinite where they are the same. */
export async function pictureAgreement(have: Buffer, want: Buffer): Promise<number> {
  const [left, right] = await Promise.all([have, want].map((file) => sharp(file).removeAlpha().raw().toBuffer()));
  if (left?.length !== right?.length || !left || !right) throw new Error('the pictures differ in size');
  const squares = left.reduce((sum, value, index) => sum + (value - (right[index] ?? 0)) ** 2, 0);
  return 10 * Math.log10(255 ** 2 / (squares / left.length));
}

function assertSameLength(have: Float32Array, want: Float32Array): void {
  if (have.length !== want.length) throw new Error(`there are ${have.length} latents, not ${want.length}`);
}
