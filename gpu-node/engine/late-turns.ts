import type { Order } from './choose-samples.ts';
import type { BatchKey } from './decisions.ts';
import type { Waiting } from './outlook.ts';

/** One row in so many belongs to samples that are late. */
const rowsForOneLate = 16;

/**
 * Keeps samples that are late beyond hope from waiting for ever behind those that are not: of each sixteen rows of a key one
 * is theirs while they wait, and the one that came first has it. So such a sample with n steps left, and none before it, has
 * ended after 16 n rows of its key at the latest.
 */
export class LateTurns {
  /** Rows that others had while late samples waited. */
  readonly #rows = new Map<BatchKey, number>();

  /** All samples of the key in the order in which they get into its call: the first late one leads when its turn has come. */
  order<Sample extends Waiting>(key: BatchKey, { hopeful, late }: Order<Sample>): Sample[] {
    const [first, ...others] = late;
    if (!first || (this.#rows.get(key) ?? 0) < rowsForOneLate) return [...hopeful, ...late];
    return [first, ...hopeful, ...others];
  }

  /** The key's call has these samples. */
  count<Sample extends Waiting>(key: BatchKey, { late }: Order<Sample>, picked: readonly Sample[]): void {
    const [first] = late;
    if (!first || picked.includes(first)) this.#rows.delete(key);
    else this.#rows.set(key, (this.#rows.get(key) ?? 0) + picked.length);
  }
}
