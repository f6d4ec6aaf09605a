import type { Viewer } from '@quartet/protos/generated/index.ts';

/**
 * Remembers for a few seconds who holds a credential, so that a page full of pictures asks the catalog once. Bounded in
 * number and in age; a revoked key or changed plan holds at most `ttlMs` longer. Only known credentials are kept.
 */
export class CredentialCache {
  readonly #ttlMs: number;
  readonly #sizeMax: number;
  readonly #clock: () => number;
  /** In order of insertion: the first entry is the oldest. */
  readonly #entries = new Map<string, { readonly viewer: Viewer; readonly expiresAtMs: number }>();

  /** @param clock a monotonic reading in milliseconds. */
  constructor(options: { ttlMs: number; sizeMax: number; clock?: () => number }) {
    this.#ttlMs = options.ttlMs;
    this.#sizeMax = options.sizeMax;
    this.#clock = options.clock ?? (() => performance.now());
  }

  get(credential: string): Viewer | undefined {
    const entry = this.#entries.get(credential);
    if (!entry) return undefined;
    if (entry.expiresAtMs > this.#clock()) return entry.viewer;
    this.#entries.delete(credential);
    return undefined;
  }

  set(credential: string, viewer: Viewer): void {
    this.#entries.delete(credential);
    this.#entries.set(credential, { viewer, expiresAtMs: this.#clock() + this.#ttlMs });
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#sizeMax) break;
      this.#entries.delete(oldest);
    }
  }

  delete(credential: string): void {
    this.#entries.delete(credential);
  }
}
