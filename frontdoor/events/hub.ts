import type { Viewer } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import type { ViewSource } from './audience.ts';
import type { LiveStore } from './live-store.ts';
import { GenerationReader } from './reader.ts';
import type { Watcher } from './watcher.ts';

/** How long a lost announcement, or a change of visibility whose announcement was lost, may go unnoticed. */
const defaultTickMs = 5_000;

interface Entry {
  readonly reader: GenerationReader;
  readonly timer: NodeJS.Timeout;
}

/** All readers of this process: one for each generation that someone watches. */
export class EventHub {
  readonly #source: ViewSource;
  readonly #store: LiveStore;
  readonly #log: Logger;
  readonly #tickMs: number;
  readonly #entries = new Map<string, Entry>();
  #isStopping = false;

  constructor(options: {
    readonly source: ViewSource;
    readonly store: LiveStore;
    readonly log: Logger;
    readonly tickMs?: number;
  }) {
    this.#source = options.source;
    this.#store = options.store;
    this.#log = options.log;
    this.#tickMs = options.tickMs ?? defaultTickMs;
    this.#store.onReconnected(() => {
      for (const { reader } of this.#entries.values()) void reader.resync();
    });
  }

  /**
   * Has a watcher watch a generation until the returned function is called, once and surely.
   * @throws ReasonError `unavailable` when the process is stopping.
   */
  watch(generationId: string, viewer: Viewer, watcher: Watcher): () => void {
    if (this.#isStopping) throw new ReasonError('REASON_UNAVAILABLE');
    const { reader } = this.#entry(generationId);
    reader.watch(viewer, watcher);
    return () => {
      reader.unwatch(viewer, watcher);
      this.#dropIdle(generationId);
    };
  }

  /** Ends every watcher's stream, so that clients go on at another front door, and takes no new ones. */
  stop(): void {
    this.#isStopping = true;
    for (const { reader } of this.#entries.values()) reader.closeAll('stopping');
  }

  /** Whether watchers are taken no more. */
  get isStopping(): boolean {
    return this.#isStopping;
  }

  #entry(generationId: string): Entry {
    const known = this.#entries.get(generationId);
    if (known) return known;
    const reader = new GenerationReader({ generationId, source: this.#source, store: this.#store, log: this.#log });
    // One timer a reader: readers open at different moments, so the catalog is not asked for all of them at once.
    const entry = { reader, timer: setInterval(() => void reader.tick(), this.#tickMs).unref() };
    this.#entries.set(generationId, entry);
    return entry;
  }

  #dropIdle(generationId: string): void {
    const entry = this.#entries.get(generationId);
    if (!entry?.reader.isIdle) return;
    clearInterval(entry.timer);
    entry.reader.close();
    this.#entries.delete(generationId);
  }
}
