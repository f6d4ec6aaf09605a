import type { StepperState } from './stepper.ts';

/** Where the samples of a call have got to, in one piece of memory: a message with it costs a tenth of one with each array. */
export interface StatePack {
  readonly values: Float32Array;
  /** Of each sample; undefined where that is not sound. */
  readonly rows: readonly (PackedRow | undefined)[];
}

interface PackedRow {
  /** Of each of its arrays. */
  readonly length: number;
  readonly hasEstimate: boolean;
  /** Arrays that the sampler remembers. */
  readonly remembered: number;
  readonly noisePosition: number;
}

/** A copy of states. @param states undefined where one is not sound */
export function packStates(states: readonly (StepperState | undefined)[]): StatePack {
  const arrays = states.flatMap((state) => (state ? arraysOf(state) : []));
  const values = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const array of arrays) {
    values.set(array, start);
    start += array.length;
  }
  return { values, rows: states.map((state) => state && rowOf(state)) };
}

/** States in memory of their own: a sample that stands still keeps what is its, not what all samples of its last call had. */
export function unpackStates({ values, rows }: StatePack): (StepperState | undefined)[] {
  let start = 0;
  return rows.map((row) => {
    if (!row) return undefined;
    const { length, hasEstimate, remembered, noisePosition } = row;
    const next = (): Float32Array => {
      start += length;
      return values.slice(start - length, start);
    };
    const latents = next();
    const estimate = hasEstimate ? next() : undefined;
    return { latents, estimate, samplerState: Array.from({ length: remembered }, next), noisePosition };
  });
}

function arraysOf({ latents, estimate, samplerState }: StepperState): Float32Array[] {
  return [latents, ...(estimate ? [estimate] : []), ...samplerState];
}

function rowOf({ latents, estimate, samplerState, noisePosition }: StepperState): PackedRow {
  const { length } = latents;
  return { length, hasEstimate: estimate !== undefined, remembered: samplerState.length, noisePosition };
}
