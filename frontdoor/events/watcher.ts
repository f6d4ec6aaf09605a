import type { EventId } from '@quartet/protos/events.ts';
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
  /** The newest fact and live event it has taken: what is not newer is not offered. */
  readonly cursor: EventId;
  offerFact(fact: FactDelivery): void;
  offerLive(live: LiveDelivery): void;
  /** Drops live events that wait for it, of images it may not see any more. */
  keepOnly(imageIds: ReadonlySet<string>): void;
  close(cause: CloseCause): void;
}
