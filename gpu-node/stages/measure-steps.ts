import type { StepTimes } from '../engine/step-times.ts';

/** How a model is tried out at load. */
export interface Trial {
  readonly batchCap: number;
  /** Timed calls at each batch size; the quickest counts. */
  readonly turns: number;
  /** After this long each size is called once, and sizes above two are left to be learnt while running. */
  readonly limitMs: number;
  /** Whether sizes beyond the first that does not pay are left out. */
  readonly whilePaying: boolean;
  /** Milliseconds of one call of `batch` samples of the model's usual size. */
  readonly call: (batch: number) => Promise<number>;
}

/** Measures how long calls take by batch size: 1, 2, 4 and so on up to the cap; one and two samples always. */
export async function measureSteps(
  stepTimes: StepTimes,
  { batchCap, turns, limitMs, whilePaying, call }: Trial,
): Promise<void> {
  const endMs = performance.now() + limitMs;
  // The very first call of a graph is far slower than any other.
  await call(1);
  for (let batch = 1; batch <= 2 || performance.now() < endMs; batch = Math.min(2 * batch, batchCap)) {
    let quickestMs = await call(batch);
    for (let turn = 1; turn < turns && performance.now() < endMs; turn += 1) {
      quickestMs = Math.min(quickestMs, await call(batch));
    }
    stepTimes.record(batch, quickestMs);
    if (batch === batchCap || (whilePaying && stepTimes.cap(batchCap) < batch)) break;
  }
}
