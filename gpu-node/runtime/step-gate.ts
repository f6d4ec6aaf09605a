/**
 * How far a call that may go on by itself has got, in memory that its lane and the main thread share: how many of its steps
 * have begun, or that no more may. Each step begins or is forbidden in one indivisible move, so both always agree.
 */
export type StepGate = Int32Array<SharedArrayBuffer>;

const closed = -1;

/** The gate of a new call, whose first step counts as begun. */
export function openGate(): StepGate {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)).fill(1);
}

/** Begins the step that follows so many. @returns false when it may not begin any more */
export function passGate(gate: StepGate, begun: number): boolean {
  return Atomics.compareExchange(gate, 0, begun, begun + 1) === begun;
}

/** Lets no further step begin; done once. @returns how many have begun */
export function closeGate(gate: StepGate): number {
  return Atomics.exchange(gate, 0, closed);
}
