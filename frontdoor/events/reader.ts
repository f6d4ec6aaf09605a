import { type Announcement, isLastFact } from '@quartet/protos/events.ts';
import type { LiveEvent, Viewer } from '@quartet/protos/generated/index.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import { Audience, type ViewSource } from './audience.ts';
import { liveText } from './event-text.ts';
import { type LiveStore, liveKindOf } from './live-store.ts';
import type { CloseCause, LiveDelivery, Watcher } from './watcher.ts';

/**
 * The one reader of a generation in this process: takes in what is announced and fans it out to audiences, one for each
 * person who watches. Nothing here waits for a watcher.
 */
export class GenerationReader {
  readonly #generationId: string;
  readonly #source: ViewSource;
  readonly #store: LiveStore;
  readonly #log: Logger;
  readonly #unsubscribe: () => void;
  /** By user id; empty for viewers without credentials. */
  readonly #audiences = new Map<string, Audience>();
  /** The newest live events, by image and kind: at most three for each image. */
  readonly #lives = new Map<string, LiveDelivery>();

  constructor(options: {
    readonly generationId: string;
    readonly source: ViewSource;
    readonly store: LiveStore;
    readonly log: Logger;
  }) {
    this.#generationId = options.generationId;
    this.#source = options.source;
    this.#store = options.store;
    this.#log = options.log;
    this.#unsubscribe = this.#store.subscribe(this.#generationId, (announcement) => this.#onAnnouncement(announcement));
  }

  get isIdle(): boolean {
    return this.#audiences.size === 0;
  }

  watch(viewer: Viewer, watcher: Watcher): void {
    const known = this.#audiences.get(viewer.userId);
    if (known) {
      known.add(watcher);
      return;
    }
    const audience = new Audience({
      viewer,
      generationId: this.#generationId,
      source: this.#source,
      lives: this.#lives,
      log: this.#log,
    });
    this.#audiences.set(viewer.userId, audience);
    audience.add(watcher);
    void this.#readStored().then(() => audience.refresh());
  }

  unwatch(viewer: Viewer, watcher: Watcher): void {
    const audience = this.#audiences.get(viewer.userId);
    audience?.watchers.delete(watcher);
    if (audience?.watchers.size === 0) this.#audiences.delete(viewer.userId);
  }

  /** Compares with the catalog: who may still see it, and whether an announcement was lost. */
  tick(): Promise<unknown> {
    return Promise.all([...this.#audiences.values()].map((audience) => audience.refresh()));
  }

  /** After announcements may have been lost. */
  async resync(): Promise<void> {
    if (this.#audiences.size === 0) return;
    await this.#readStored();
    await this.tick();
  }

  closeAll(cause: CloseCause): void {
    for (const audience of this.#audiences.values()) audience.closeAll(cause);
  }

  close(): void {
    this.#unsubscribe();
  }

  #onAnnouncement(announcement: Announcement): void {
    if ('fact' in announcement) {
      for (const audience of this.#audiences.values()) audience.announceFact(announcement.fact);
      if (isLastFact(announcement.fact.kind)) this.#lives.clear();
    } else if ('live' in announcement) {
      const delivery = this.#keep(announcement.live);
      if (!delivery) return;
      for (const audience of this.#audiences.values()) audience.announceLive(delivery, announcement.live.factNumber);
    } else if ('visibility' in announcement) {
      void this.tick();
    }
  }

  async #readStored(): Promise<void> {
    for (const event of await this.#store.readAll(this.#generationId)) this.#keep(event);
  }

  /** Keeps a live event if it is the newest of its image and kind; undefined if it is not. */
  #keep(event: LiveEvent): LiveDelivery | undefined {
    const kind = liveKindOf(event);
    const text = liveText(event);
    if (!kind || !text) return undefined;
    const { imageId, liveNumber: number } = event;
    const key = `${imageId}:${kind}`;
    if ((this.#lives.get(key)?.number ?? 0) >= number) return undefined;
    const delivery = { ...text, number, imageId, kind };
    this.#lives.set(key, delivery);
    return delivery;
  }
}
