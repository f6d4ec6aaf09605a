/** Of this many newest measurements of a batch size the median counts: one call that was held up changes nothing. */
const remembered = 9;
/** A size pays that takes hardly more time for each sample than the best: the best's is at least this share of its. */
const payingShare = 0.97;
/** What a call may take, as times a lone sample's, where pictures are due within five times what they take alone. */
const usualLongest = 3;
/** After so many calls the next larger size is tried although it did not pay: a slow moment is no proof. */
const tryAfterCalls = 64;
/** After so many calls memory is tried that did not suffice; twice as many after each lack of it. */
const retryAfterCalls = 256;

/** What a call of so many samples takes. */
export interface StepTime {
  readonly batch: number;
  readonly stepMs: number;
}

/** A size that was measured, or one that stands in for it. */
interface Measured extends StepTime {
  /** Of the same calls the one that nothing held up: by that sizes are compared, for they are not measured in the same minute. */
  readonly quickestMs: number;
  /** Of all calls since the beginning; while there are few, also of what stands in. */
  readonly leastMs: number;
}

/** The calls of one size. */
interface Calls {
  /** The newest measurements, the latest last. */
  readonly newest: number[];
  leastMs: number;
}

/**
 * Milliseconds a call of one batch key takes, by the samples in it, and the most samples that pay: measured at load,
 * corrected while running.
 */
export class StepTimes {
  /** By size. */
  readonly #measured = new Map<number, Calls>();
  /** Whose times stand in, and how many times as long they take, until something was measured here. */
  readonly #like: { readonly times: StepTimes; readonly work: number } | undefined;
  /** What was measured, sorted; undefined after something new was. */
  #entries: readonly Measured[] | undefined;
  /** What memory allows. */
  #ceiling = Number.POSITIVE_INFINITY;
  /** Calls since the last one of more samples than pay. */
  #calls = 0;
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
    const calls = this.#measured.get(batch) ?? { newest: [], leastMs: callMs };
    calls.newest.push(callMs);
    if (calls.newest.length > remembered) calls.newest.shift();
    calls.leastMs = Math.min(calls.leastMs, callMs);
    this.#measured.set(batch, calls);
    this.#entries = undefined;
    const paying = this.#paying(this.#ceiling, this.#usualLongestMs());
    this.#calls = batch > paying ? 0 : this.#calls + 1;
    if (this.#calls < this.#retryAfter || paying < this.#ceiling) return;
    this.#ceiling *= 2;
    this.#calls = 0;
  }

  /** A call of `batch` samples did not fit into memory: half as many may, and later more are tried again. */
  outOfMemory(batch: number): void {
    if (Number.isFinite(this.#ceiling)) this.#retryAfter *= 2;
    this.#ceiling = Math.max(1, Math.floor(batch / 2));
    this.#calls = 0;
  }

  /** By growing batch size: what was measured, else what stands in for it; empty when there is neither. */
  entries(): StepTime[] {
    return this.#sorted().map(({ batch, stepMs }) => ({ batch, stepMs }));
  }

  #sorted(): readonly Measured[] {
    if (this.#measured.size === 0) {
      if (!this.#like) return [];
      const { times, work } = this.#like;
      return times.#sorted().map(({ batch, stepMs, quickestMs, leastMs }) => ({
        batch,
        stepMs: work * stepMs,
        quickestMs: work * quickestMs,
        leastMs: work * leastMs,
      }));
    }
    this.#entries ??= [...this.#measured]
      .map(([batch, { newest, leastMs }]) => ({
        batch,
        stepMs: median(newest),
        quickestMs: Math.min(...newest),
        leastMs: newest.length < remembered ? Math.min(leastMs, this.#standInMs(batch)) : leastMs,
      }))
      .toSorted((left, right) => left.batch - right.batch);
    return this.#entries;
  }

  /**
   * A call's time at a batch size: measured, or on the line between the neighbours. Beyond what was measured it grows as that
   * of the times that stand in, else below it stays and above it grows in proportion. 0 while nothing is known.
   */
  stepMs(batch: number): number {
    return this.#timeOf(batch, 'stepMs');
  }

  /**
   * A lone sample's call that nothing held up: what deadlines are measured in. On a busy node all calls take longer, and one
   * that gave itself more time for that would be late by everybody else's clock.
   */
  get undisturbedMs(): number {
    return this.#timeOf(1, 'leastMs');
  }

  #timeOf(batch: number, which: Exclude<keyof Measured, 'batch'>): number {
    const entries = this.#sorted();
    const [first, last] = [entries[0], entries.at(-1)];
    if (!first || !last) return 0;
    if (batch <= first.batch) return first[which] * this.#growth(first.batch, batch, 1);
    if (batch >= last.batch) return last[which] * this.#growth(last.batch, batch, batch / last.batch);
    const at = entries.findIndex((entry) => entry.batch >= batch);
    const [below = first, above = last] = [entries[at - 1], entries[at]];
    return below[which] + ((batch - below.batch) / (above.batch - below.batch)) * (above[which] - below[which]);
  }

  /**
   * The most samples that the next call may have: of the sizes whose calls are no longer than the deadlines allow, the least
   * that takes no more than 3% longer for each sample than the best. Where the largest size that was measured still pays,
   * twice that may be tried; a larger one that did not pay is tried again now and then, for one slow call is no proof.
   * @param nodeCap the most that the node allows
   * @param longestMs the longest call that the deadlines allow; where they allow less than usual, calls take what is usual
   */
  cap(nodeCap: number, longestMs = 0): number {
    const limit = Math.min(nodeCap, this.#ceiling);
    const largest = this.#sorted().at(-1)?.batch;
    if (largest === undefined) return limit;
    const paying = this.#paying(limit, Math.max(longestMs, this.#usualLongestMs()));
    return paying === largest || this.#calls >= tryAfterCalls ? Math.min(2 * paying, limit) : paying;
  }

  /** Of 1, 2, 4 and so on, up to the largest measured: the least that takes hardly more for each sample than the best. */
  #paying(limit: number, longestMs: number): number {
    const most = Math.min(limit, this.#sorted().at(-1)?.batch ?? 1);
    const callMs = (batch: number): number => this.#timeOf(batch, 'quickestMs');
    const each = (batch: number): number => callMs(batch) / batch;
    const sizes = [1];
    for (let batch = 1; batch < most;) {
      batch = Math.min(2 * batch, most);
      if (callMs(batch) <= longestMs) sizes.push(batch);
    }
    const best = Math.min(...sizes.map(each));
    return Math.min(...sizes.filter((batch) => payingShare * each(batch) <= best));
  }

  /** The first calls of a shape are slow ones, and say little of what one that nothing holds up takes. */
  #standInMs(batch: number): number {
    const standIn = this.#like ? this.#like.work * this.#like.times.#timeOf(batch, 'leastMs') : 0;
    return standIn > 0 ? standIn : Number.POSITIVE_INFINITY;
  }

  #usualLongestMs(): number {
    return usualLongest * this.#timeOf(1, 'quickestMs');
  }

  #growth(from: number, to: number, without: number): number {
    const like = this.#like?.times;
    const fromMs = like?.stepMs(from) ?? 0;
    return like && fromMs > 0 ? like.stepMs(to) / fromMs : without;
  }
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((left, right) => left - right);
  return sorted[(sorted.length - 1) >> 1] ?? 0;
}
