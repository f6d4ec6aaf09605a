import type { BatchKey } from './decisions.ts';

/** So many rows go to others before a late sample leads a call. */
const rowsForOneLate = 16;

/**
 * Keeps samples that are late beyond hope from waiting for ever behind those that are not: after each sixteen rows of its key
 * the one that came first leads a call. So such a sample with n steps left, and none before it, has ended after
 * n (⌈16 / r⌉ + 1) calls of r samples of its key at the latest.
 */
export class LateTurns {
  /** Rows that others had while late samples waited. */
  readonly #rows = new Map<BatchKey, number>();

  /** Whether the key's next call is led by a late sample. */
  isDue(key: BatchKey): boolean {
    return (this.#rows.get(key) ?? 0) >= rowsForOneLate;
  }

  /** The key had a call of so many samples. @param left whether the first late sample was left behind */
  count(key: BatchKey, rows: number, left: boolean): void {
    if (left) this.#rows.set(key, (this.#rows.get(key) ?? 0) + rows);
    else this.#rows.delete(key);
  }
}
