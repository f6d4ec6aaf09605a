/** Of this many newest measurements of a batch size the median counts: one call that was held up changes nothing. */
const remembered = 9;
/** A larger batch pays if each doubling of it takes no more than this share of the time for each sample. */
const payingShare = 0.95;
/** A batch that makes a call more than this many times as long as a lone sample's takes too much of its deadline. */
const longestCall = 3;
/** So many full calls pass before a size that was found too large is tried again; twice as many after each failure. */
const retryAfterCalls = 256;

/**
 * Milliseconds a call of one batch key takes, by the samples in it, and the most samples that pay: measured at load,
 * corrected while running.
 */
export class StepTimes {
  /** The newest measurements of each size, the latest last. */
  readonly #measured = new Map<number, number[]>();
  /** Whose times stand in, and how many times as long they take, until something was measured here. */
  readonly #like: { readonly times: StepTimes; readonly work: number } | undefined;
  /** What memory allows. */
  #ceiling = Number.POSITIVE_INFINITY;
  #fullCalls = 0;
  #retryAfter = retryAfterCalls;

  constructor(like?: { readonly times: StepTimes; readonly work: number }) {
    this.#like = like;
  }

  /** Times of calls that do `work` times as much as those of `times`, until they are measured themselves. */
  static like(times: StepTimes, work: number): StepTimes {
    return new StepTimes({ times, work });
  }

  /** A call of `batch` samples took `callMs`. */
  record(batch: number, callMs: number): void {
    const newest = this.#measured.get(batch) ?? [];
    newest.push(callMs);
    if (newest.length > remembered) newest.shift();
    this.#measured.set(batch, newest);
    this.#countFull(batch);
  }

  /** A call of `batch` samples did not fit into memory: half as many may, and later more are tried again. */
  outOfMemory(batch: number): void {
    if (Number.isFinite(this.#ceiling)) this.#retryAfter *= 2;
    this.#ceiling = Math.max(1, Math.floor(batch / 2));
    this.#fullCalls = 0;
  }

  /** By growing batch size: what was measured, else what stands in for it; empty when there is neither. */
  entries(): { batch: number; stepMs: number }[] {
    if (this.#measured.size === 0) {
      return (this.#like?.times.entries() ?? []).map(({ batch, stepMs }) => ({ batch, stepMs: this.#scaled(stepMs) }));
    }
    return [...this.#measured]
      .map(([batch, newest]) => ({ batch, stepMs: median(newest) }))
      .toSorted((left, right) => left.batch - right.batch);
  }

  /**
   * A call's time at a batch size: measured, or on the line between the neighbours. Beyond what was measured it grows as that
   * of the times that stand in, else below it stays and above it grows in proportion. 0 while nothing is known.
   */
  stepMs(batch: number): number {
    const entries = this.entries();
    const [first, last] = [entries[0], entries.at(-1)];
    if (!first || !last) return 0;
    if (batch <= first.batch) return first.stepMs * this.#growth(first.batch, batch, 1);
    if (batch >= last.batch) return last.stepMs * this.#growth(last.batch, batch, batch / last.batch);
    const at = entries.findIndex((entry) => entry.batch >= batch);
    const [below = first, above = last] = [entries[at - 1], entries[at]];
    return below.stepMs + ((batch - below.batch) / (above.batch - below.batch)) * (above.stepMs - below.stepMs);
  }

  /**
   * The most samples that the next call may have: up to it each doubling takes at least 5% less a sample, and no call takes
   * more than three times a lone sample's. Where the largest size that was measured still pays, twice that may be tried.
   * @param nodeCap the most that the node allows
   */
  cap(nodeCap: number): number {
    const limit = Math.min(nodeCap, this.#ceiling);
    const largest = this.entries().at(-1)?.batch;
    if (largest === undefined) return limit;
    const paying = this.#paying(Math.min(limit, largest));
    return paying === largest ? Math.min(2 * largest, limit) : paying;
  }

  /** The largest of 1, 2, 4 and so on, or `limit` itself, that pays. */
  #paying(limit: number): number {
    let paying = 1;
    const aloneMs = this.stepMs(1);
    for (let batch = Math.min(2, limit); batch > paying; batch = Math.min(2 * batch, limit)) {
      const atMost = payingShare ** Math.log2(batch / paying);
      if (this.stepMs(batch) / batch > (atMost * this.stepMs(paying)) / paying) break;
      if (this.stepMs(batch) > longestCall * aloneMs) break;
      paying = batch;
    }
    return paying;
  }

  #growth(from: number, to: number, without: number): number {
    const like = this.#like?.times;
    const fromMs = like?.stepMs(from) ?? 0;
    return like && fromMs > 0 ? like.stepMs(to) / fromMs : without;
  }

  #scaled(stepMs: number): number {
    return stepMs * (this.#like?.work ?? 1);
  }

  #countFull(batch: number): void {
    if (batch < this.#ceiling) return;
    this.#fullCalls += 1;
    if (this.#fullCalls < this.#retryAfter) return;
    this.#fullCalls = 0;
    this.#ceiling *= 2;
  }
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((left, right) => left - right);
  return sorted[(sorted.length - 1) >> 1] ?? 0;
}

/** The largest batch that pays, by its measurements. @param entries step times by growing batch size, from 1 */
export function payingBatch(entries: ReturnType<StepTimes['entries']>): number {
  let paying = entries[0];
  for (const entry of entries.slice(1)) {
    if (!paying || entry.stepMs / entry.batch > (payingShare * paying.stepMs) / paying.batch) break;
    paying = entry;
  }
  return paying?.batch ?? 1;
}
