/** How much the newest measurement counts: about the last ten decide. */
const newestShare = 0.1;
/** A larger batch pays if each sample in it takes no more than this share of its time in the smaller one. */
const payingShare = 0.95;

/** Milliseconds a call takes, by the samples in it: measured at load, corrected while running. */
export class StepTimes {
  readonly #byBatch = new Map<number, number>();

  /** A call of `batch` samples took `callMs`. */
  record(batch: number, callMs: number): void {
    const known = this.#byBatch.get(batch);
    this.#byBatch.set(batch, known === undefined ? callMs : known + newestShare * (callMs - known));
  }

  /** By growing batch size. */
  entries(): { batch: number; stepMs: number }[] {
    return [...this.#byBatch]
      .map(([batch, stepMs]) => ({ batch, stepMs }))
      .toSorted((left, right) => left.batch - right.batch);
  }
}

/**
 * The largest batch that pays: up to it each batch, a power of two or the largest measured, takes at least 5% less a sample
 * than the one before. A call that is longer and saves nothing only makes everyone else wait for it.
 *
 * @param entries step times by growing batch size, from 1
 */
export function payingBatch(entries: ReturnType<StepTimes['entries']>): number {
  let paying = entries[0];
  for (const entry of entries.slice(1)) {
    if (!paying || entry.stepMs / entry.batch > (payingShare * paying.stepMs) / paying.batch) break;
    paying = entry;
  }
  return paying?.batch ?? 1;
}
