import type { Lease } from '@quartet/protos/generated/index.ts';
import type { Host } from './network.ts';

export const catalogHost: Host = 'catalog';

/** How an image has ended. */
export type ImageEnd = 'ready' | 'failed' | 'canceled';

/** The truth about images, and the epochs of leaders. It loses nothing. */
export class SimCatalog {
  /** Of images that have ended, by task. */
  readonly ends = new Map<string, ImageEnd>();
  readonly #open = new Set<string>();
  readonly #recorded: (lease: Lease) => void;
  #epoch = 0;

  /** @param recorded called with the lease of each result that is kept */
  constructor(recorded: (lease: Lease) => void) {
    this.#recorded = recorded;
  }

  /** Greater than all before. */
  takeEpoch(): number {
    this.#epoch += 1;
    return this.#epoch;
  }

  accept(taskId: string): void {
    this.#open.add(taskId);
  }

  isOpen(taskId: string): boolean {
    return this.#open.has(taskId);
  }

  /** Images that have not ended. */
  get open(): ReadonlySet<string> {
    return this.#open;
  }

  /** A result is there: the first one is kept. */
  recordResult(lease: Lease): void {
    if (this.end(lease.taskId, 'ready')) this.#recorded(lease);
  }

  /** Ends an image, if it is open. @returns whether it was */
  end(taskId: string, how: ImageEnd): boolean {
    if (!this.#open.delete(taskId)) return false;
    this.ends.set(taskId, how);
    return true;
  }
}
