/**
 * Where events lie in Redis and how they are written there. Facts and live events are JSON in the shape of the generated
 * types: what is published is read by the same release's code or by the next one's, which keeps field names.
 */
import type { Fact, FactKind, LiveEvent } from './generated/index.ts';

/** Stream of a generation's facts; entry ids are `{number}-0`, the field is `fact`. */
export const factsKey = (generationId: string): string => `facts:${generationId}`;
/**
 * Hash of a generation's newest live events; fields are `{image_id}:{position|progress|preview}`, `last` (the newest live
 * number), and {@link liveEndedField} of images that have ended.
 */
export const liveKey = (generationId: string): string => `live:${generationId}`;
/** Field of {@link liveKey} that says that an image has ended: nothing live is kept or told of it any more. */
export const liveEndedField = (imageId: string): string => `${imageId}:ended`;
/** Whether a field of {@link liveKey} holds a live event. */
export const isLiveEventField = (field: string): boolean => field !== 'last' && !field.endsWith(':ended');
/** Channel on which both are announced, as an {@link Announcement}. */
export const eventsChannel = (generationId: string): string => `events:${generationId}`;

/** Seconds for which facts stay in Redis, and in the catalog, after a generation has ended. */
export const factsRetentionSeconds = 3600;

/** What is published on {@link eventsChannel}. `visibility` says that some image's visibility has changed. */
export type Announcement = { fact: Fact } | { live: LiveEvent } | { visibility: true };

/** An event's id for `Last-Event-ID`. */
export interface EventId {
  readonly factNumber: number;
  readonly liveNumber: number;
}

/** `fact.live`; increases over a generation's events. */
export function formatEventId(id: EventId): string {
  return `${id.factNumber}.${id.liveNumber}`;
}

/** Reads what {@link formatEventId} wrote; undefined for anything else. */
export function parseEventId(text: string): EventId | undefined {
  const match = /^(\d{1,9})\.(\d{1,15})$/.exec(text);
  return match ? { factNumber: Number(match[1]), liveNumber: Number(match[2]) } : undefined;
}

/** Negative, 0 or positive as `a` came before, is or came after `b`. */
export function compareEventIds(a: EventId, b: EventId): number {
  return a.factNumber - b.factNumber || a.liveNumber - b.liveNumber;
}

/** The name clients see, by kind of fact. */
export const factEventNames: Readonly<Record<FactKind, string>> = {
  FACT_KIND_UNSPECIFIED: 'unspecified',
  FACT_KIND_GENERATION_QUEUED: 'generation.queued',
  FACT_KIND_IMAGE_QUEUED: 'image.queued',
  FACT_KIND_IMAGE_STARTED: 'image.started',
  FACT_KIND_IMAGE_COMPLETED: 'image.completed',
  FACT_KIND_IMAGE_FAILED: 'image.failed',
  FACT_KIND_IMAGE_CANCELED: 'image.canceled',
  FACT_KIND_GENERATION_COMPLETED: 'generation.completed',
  FACT_KIND_GENERATION_CANCELED: 'generation.canceled',
};

/** Whether a fact is a generation's last one. */
export function isLastFact(kind: FactKind): boolean {
  return kind === 'FACT_KIND_GENERATION_COMPLETED' || kind === 'FACT_KIND_GENERATION_CANCELED';
}
