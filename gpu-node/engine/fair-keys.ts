import type { BatchKey } from './decisions.ts';

/**
 * Shares the device between batch keys so that each sample gets the same device time: start-time fair queueing with a
 * key's samples as its weight. A call charges its key the call's time divided by the samples in it; the key with the least
 * charge goes next. A key that was away gets no credit for that, so nobody can save up a burst and nobody starves: while a
 * key waits, every other one's charge grows past it.
 *
 * Source: Goyal, Vin and Cheng, "Start-time Fair Queuing" (1996).
 */
export class FairKeys {
  readonly #charged = new Map<BatchKey, number>();
  /** The charge of the key that was served last, when it was served: where keys that join start. */
  #virtualTime = 0;

  /** The key to serve next of those that have samples ready; ties go to the earlier one. */
  next(ready: Iterable<BatchKey>): BatchKey | undefined {
    let best: BatchKey | undefined;
    for (const key of ready) {
      if (best === undefined || this.#chargeOf(key) < this.#chargeOf(best)) best = key;
    }
    return best;
  }

  /** A call of `samples` samples of this key took `callMs`. */
  charge(key: BatchKey, callMs: number, samples: number): void {
    const start = this.#chargeOf(key);
    this.#virtualTime = Math.max(this.#virtualTime, start);
    this.#charged.set(key, start + callMs / samples);
  }

  /** Forgets a key that has no samples left; it comes back without credit. */
  forget(key: BatchKey): void {
    this.#charged.delete(key);
  }

  #chargeOf(key: BatchKey): number {
    return this.#charged.get(key) ?? this.#virtualTime;
  }
}
