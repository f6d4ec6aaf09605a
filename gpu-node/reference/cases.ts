/** What diffusers painted, and what it was told: the fixtures that `recipe/` makes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const fixtures = join(import.meta.dirname, 'fixtures');

/** One picture of `cases.json`. */
export interface ReferenceCase {
  readonly name: string;
  readonly model: string;
  /** diffusers class name. */
  readonly sampler: string;
  readonly steps: number;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
  readonly prompt: string;
  /** Empty: none was given. */
  readonly negative_prompt: string;
  readonly guidance: number;
  readonly seed: number;
  /** There where painting begins with the source of that size. */
  readonly strength?: number;
  /** Whether only what the mask of that size shows is painted anew. */
  readonly masked?: boolean;
}

/** Latents that diffusers had on its way, [channels, height, width] each. */
export interface ReferenceLatents {
  readonly first: Float32Array;
  /** After the last step, before they are scaled for the decoder. */
  readonly last: Float32Array;
}

/** All cases, in the order in which they were painted. */
export const referenceCases: readonly ReferenceCase[] = Object.entries(
  JSON.parse(readFileSync(join(fixtures, 'cases.json'), 'utf8')) as Record<string, Omit<ReferenceCase, 'name'>>,
).map(([name, rest]) => ({ name, ...rest }));

/** The latents that diffusers had. */
export function referenceLatents({ name }: ReferenceCase): ReferenceLatents {
  const { buffer, byteOffset, length } = readFileSync(join(fixtures, 'cases', `${name}.f32`));
  const values = new Float32Array(buffer.slice(byteOffset, byteOffset + length));
  const half = values.length / 2;
  return { first: values.subarray(0, half), last: values.subarray(half) };
}

/** The picture that diffusers painted: a PNG file. */
export function referencePicture({ name }: ReferenceCase): Buffer {
  return readFileSync(join(fixtures, 'cases', `${name}.png`));
}

/** What painting began with. */
export function sourcePicture({ width, height }: ReferenceCase, kind: 'source' | 'mask'): Buffer {
  return readFileSync(join(fixtures, 'cases', `${kind}-${width}x${height}.png`));
}
