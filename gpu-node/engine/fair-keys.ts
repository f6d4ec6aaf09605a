import type { BatchKey } from './decisions.ts';

/**
 * Shares the device between batch keys by weight: start-time fair queueing, the form of deficit round robin for calls whose
 * length is known only afterwards. A call charges its key the call's time divided by the key's weight; the key with the
 * least charge goes next. A key that was away gets no credit for it and keeps its debt until the others have caught up, so
 * nobody can save up a burst or slip out of one, and nobody starves: while a key waits, every other one's charge grows past
 * its own.
 *
 * Source: Goyal, Vin and Cheng, "Start-time Fair Queuing" (1996).
 */
export class FairKeys {
  /** Charges that are above the virtual time; every other key's is the virtual time. */
  readonly #charged = new Map<BatchKey, number>();
  /** The charge of the key that was served last, when it was served. */
  #virtualTime = 0;

  /** The key to serve next of those that have samples ready; ties go to the earlier one. */
  next(ready: Iterable<BatchKey>): BatchKey | undefined {
    let best: BatchKey | undefined;
    for (const key of ready) {
      if (best === undefined || this.#chargeOf(key) < this.#chargeOf(best)) best = key;
    }
    return best;
  }

  /** A call of this key took `callMs`. */
  charge(key: BatchKey, callMs: number, weight: number): void {
    const start = this.#chargeOf(key);
    this.#virtualTime = start;
    this.#charged.set(key, start + callMs / weight);
    for (const [each, charge] of this.#charged) if (charge <= this.#virtualTime) this.#charged.delete(each);
  }

  /** No key has samples left: what comes next begins anew. */
  clear(): void {
    this.#charged.clear();
    this.#virtualTime = 0;
  }

  #chargeOf(key: BatchKey): number {
    return this.#charged.get(key) ?? this.#virtualTime;
  }
}
