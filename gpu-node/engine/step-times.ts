/** How much the newest measurement counts: about the last ten decide. */
const newestShare = 0.1;

/** Milliseconds a denoising call takes, by the samples in it: measured at load, corrected while running. */
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
