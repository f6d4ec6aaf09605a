import type { StepFeeds } from './lane-messages.ts';

/** What one sample gives its graph at all of its steps alike. */
export interface Constants {
  /** Nothing else in the process has it. */
  readonly id: number;
  /** For each of the sample's rows, in memory that threads share. Never written to. */
  readonly rows: readonly StepFeeds[];
}

let made = 0;

/** A sample's constants. Tensors that are shared between threads already are taken as they are. */
export function makeConstants(rows: readonly StepFeeds[]): Constants {
  made += 1;
  return { id: made, rows: rows.map(shareFeeds) };
}

/** The same values where all threads see them: a message that has them costs no copy, however large they are. */
export function shareFeeds(feeds: StepFeeds): StepFeeds {
  return Object.fromEntries(
    Object.entries(feeds).map(([name, tensor]) => [name, { ...tensor, data: shareFloats(tensor.data) }]),
  );
}

function shareFloats(values: Float32Array): Float32Array {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const copy = new Float32Array(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}
