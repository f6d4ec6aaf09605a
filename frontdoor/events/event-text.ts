/** Facts and live events as clients read them: a name and flat data. */
import { factEventNames } from '@quartet/protos/events.ts';
import type { Fact, LiveEvent } from '@quartet/protos/generated/index.ts';
import { reasonName } from '@quartet/protos/reasons.ts';
import { liveKindOf } from './live-store.ts';

/** A server-sent event without its id, which differs from stream to stream. The text is shared by all watchers. */
export interface EventText {
  readonly name: string;
  /** `event:` and `data:` lines and the empty line after them. */
  readonly text: string;
}

function eventText(name: string, data: object): EventText {
  return { name, text: `event: ${name}\ndata: ${JSON.stringify(data)}\n\n` };
}

/** The data of an event again, for whoever reads it in this process. */
export function eventData({ name, text }: EventText): unknown {
  return JSON.parse(text.slice(`event: ${name}\ndata: `.length));
}

/** What a fact says to clients. */
export function factText(fact: Fact): EventText {
  const name = factEventNames[fact.kind];
  const generation = { generation_id: fact.generationId };
  if (fact.kind === 'FACT_KIND_GENERATION_COMPLETED') return eventText(name, { ...generation, status: fact.status });
  if (!fact.imageId) return eventText(name, generation);
  const image = { ...generation, image_id: fact.imageId, index: fact.index };
  // Not known yet: the live event of the same name says it, and again when it changes.
  if (fact.kind === 'FACT_KIND_IMAGE_QUEUED')
    return eventText(name, { ...image, position: null, estimate_seconds: null });
  if (fact.kind === 'FACT_KIND_IMAGE_FAILED') return eventText(name, { ...image, reason: reasonName(fact.reason) });
  return eventText(name, image);
}

/** What a live event says to clients; undefined for a kind this release does not know. */
export function liveText(event: LiveEvent): EventText | undefined {
  const image = { generation_id: event.generationId, image_id: event.imageId, index: event.index };
  const { position, progress, preview } = event;
  switch (liveKindOf(event)) {
    case 'position':
      return eventText('image.queued', {
        ...image,
        position: position?.position,
        estimate_seconds: position?.estimateSeconds,
      });
    case 'progress':
      return eventText('image.progress', { ...image, step: progress?.step, steps: progress?.steps });
    case 'preview':
      return eventText('image.preview', {
        ...image,
        step: preview?.step,
        steps: preview?.steps,
        media_type: preview?.mediaType,
        data: preview?.data,
      });
    case undefined:
      return undefined;
  }
}
