import type { StepperState } from './stepper.ts';

/** Where the samples of a call have got to, in one piece of memory: a message with it costs a tenth of one with each array. */
export interface StatePack {
  /** Of each state its latents, estimate and what the sampler remembers; there may be more room than that. */
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

/**
 * A copy of states, each made before the next is asked for: it may be gone then.
 * @param states undefined where one is not sound
 * @param room how many values there are, roughly: with too little, memory is made more than once
 */
export function packStates(states: Iterable<StepperState | undefined>, room: number): StatePack {
  const rows: (PackedRow | undefined)[] = [];
  let values = new Float32Array(room);
  let end = 0;
  for (const state of states) {
    rows.push(state && rowOf(state));
    for (const array of state ? arraysOf(state) : []) {
      if (end + array.length > values.length) values = larger(values, end + array.length);
      values.set(array, end);
      end += array.length;
    }
  }
  return { values, rows };
}

function larger(values: Float32Array<ArrayBuffer>, least: number): Float32Array<ArrayBuffer> {
  const copy = new Float32Array(Math.max(least, 2 * values.length));
  copy.set(values);
  return copy;
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
