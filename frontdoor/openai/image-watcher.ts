import { eventData } from '../events/event-text.ts';
import type { CloseCause, FactDelivery, LiveDelivery, Watcher } from '../events/watcher.ts';

/** A look at an unfinished picture. */
export interface ImagePreview {
  readonly image_id: string;
  readonly index: number;
  readonly step: number;
  readonly steps: number;
  /** WebP, base64. */
  readonly data: string;
}

/** What is new of a generation's images. */
export interface ImageNews {
  /** The newest preview of each image that has one since the last news. */
  readonly previews: readonly ImagePreview[];
  /** Images that are ready since then. */
  readonly completed: readonly { readonly image_id: string; readonly index: number }[];
  /** Set where nothing follows: all images have ended, or the watcher was closed before that. */
  readonly over: 'ended' | CloseCause | undefined;
}

/** Watches a generation for someone who asks for news: of previews only the newest of each image waits. */
export class ImageWatcher implements Watcher {
  readonly #previews = new Map<string, LiveDelivery>();
  /** Number of the newest preview that was offered, by image. */
  readonly #offered = new Map<string, number>();
  readonly #completed: FactDelivery[] = [];
  #over: ImageNews['over'];
  #factNumber = 0;
  #wake: () => void = () => undefined;

  offerFact(fact: FactDelivery): void {
    if (fact.number <= this.#factNumber) return;
    this.#factNumber = fact.number;
    if (fact.ends.includes('preview')) this.#previews.delete(fact.imageId);
    if (fact.name === 'image.completed') this.#completed.push(fact);
    if (fact.isLast) this.#over = 'ended';
    this.#wake();
  }

  offerLive(live: LiveDelivery): void {
    if (live.kind !== 'preview' || live.number <= (this.#offered.get(live.imageId) ?? 0)) return;
    this.#offered.set(live.imageId, live.number);
    this.#previews.set(live.imageId, live);
    this.#wake();
  }

  keepOnly(imageIds: ReadonlySet<string>): void {
    for (const imageId of this.#previews.keys()) if (!imageIds.has(imageId)) this.#previews.delete(imageId);
  }

  close(cause: CloseCause): void {
    this.#over ??= cause;
    this.#wake();
  }

  /** Resolves with what is new as soon as anything is, or with nothing new after `timeoutMs`. */
  async next(timeoutMs: number): Promise<ImageNews> {
    if (!this.#hasNews) await this.#news(timeoutMs);
    const previews = [...this.#previews.values()].map((live) => eventData(live) as ImagePreview);
    const completed = this.#completed.map((fact) => eventData(fact) as ImageNews['completed'][number]);
    this.#previews.clear();
    this.#completed.length = 0;
    return { previews, completed, over: this.#over };
  }

  get #hasNews(): boolean {
    return this.#previews.size > 0 || this.#completed.length > 0 || this.#over !== undefined;
  }

  #news(timeoutMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, timeoutMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
