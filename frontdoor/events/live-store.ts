/** What the events need of Redis, in their own words; {@link ./redis-live.ts} is the real one. */
import type { Announcement } from '@quartet/protos/events.ts';
import type { LiveEvent } from '@quartet/protos/generated/index.ts';

/** Announcements of one generation, and the newest live events of it. Either may be lost at any time. */
export interface LiveStore {
  /** Calls `onAnnouncement` for what is announced of a generation from soon on, until the returned function is called. */
  subscribe(generationId: string, onAnnouncement: (announcement: Announcement) => void): () => void;
  /** Calls `listener` whenever announcements may have been lost: after each (re)connection. */
  onReconnected(listener: () => void): void;
  /** The newest live events of a generation, in no order; empty while Redis is away. */
  readAll(generationId: string): Promise<readonly LiveEvent[]>;
  /** The newest positions and progresses of some images, without the bulky previews; empty while Redis is away. */
  readStates(generationId: string, imageIds: readonly string[]): Promise<readonly LiveEvent[]>;
}

/** What a live event is about. */
export type LiveKind = 'position' | 'progress' | 'preview';

/** The kind of a live event; undefined for one that a later release invented. */
export function liveKindOf(event: LiveEvent): LiveKind | undefined {
  if (event.position) return 'position';
  if (event.progress) return 'progress';
  return event.preview ? 'preview' : undefined;
}
