import type { EventText } from './event-text.ts';
import type { LiveKind } from './live-store.ts';

/** A fact on its way to watchers. */
export interface FactDelivery extends EventText {
  readonly number: number;
  /** Empty for facts about the whole generation. */
  readonly imageId: string;
  /** Live events of this image that have become untrue by it. */
  readonly ends: readonly LiveKind[];
  readonly isLast: boolean;
}

/** A live event on its way to watchers. */
export interface LiveDelivery extends EventText {
  readonly number: number;
  readonly imageId: string;
  readonly kind: LiveKind;
}

/** Why a watcher was closed. */
export type CloseCause = 'slow' | 'invisible' | 'stopping';

/** Someone who watches a generation. None of its methods waits or throws: a watcher slows nobody. */
export interface Watcher {
  /** It passes over what it has had already: facts are offered again after each look into the catalog. */
  offerFact(fact: FactDelivery): void;
  offerLive(live: LiveDelivery): void;
  /** Drops what waits for it of images that it may not see any more. */
  keepOnly(imageIds: ReadonlySet<string>): void;
  close(cause: CloseCause): void;
}
