/** A generation's state told as facts, for watchers who come after its facts were swept. */
import type { EventId } from '@quartet/protos/events.ts';
import type { Fact, FactKind, Generation, Image, ImageStatus } from '@quartet/protos/generated/index.ts';

const factOfStatus: Partial<Record<ImageStatus, FactKind>> = {
  IMAGE_STATUS_READY: 'FACT_KIND_IMAGE_COMPLETED',
  IMAGE_STATUS_FAILED: 'FACT_KIND_IMAGE_FAILED',
  IMAGE_STATUS_CANCELED: 'FACT_KIND_IMAGE_CANCELED',
};

/**
 * What became of each image that the viewer may see, then how the generation ended. Numbered on from its newest fact, so
 * that all of them are news to whoever had a part of the facts.
 */
export function stateFacts(generation: Generation): readonly Fact[] {
  const { id: generationId, factCount, endedAtMs: atMs } = generation;
  const ended = generation.images.flatMap((image) => {
    const kind = factOfStatus[image.status];
    return kind ? [{ image, kind }] : [];
  });
  const facts = ended.map(({ image, kind }, at): Fact => {
    return { ...imageParts(image), generationId, number: factCount + 1 + at, kind, status: '', atMs };
  });
  return [...facts, lastFact(generation, factCount + ended.length + 1)];
}

/**
 * From where a watcher of a generation goes on that has brought `after` before; undefined when there was nothing after it.
 * A number that no fact has comes from a state told to its middle, or from nowhere: then all is told again.
 */
export function resumeAfter(generation: Generation, after: EventId | undefined): EventId | undefined {
  if (!after) return fromStart;
  const { factCount, endedAtMs, images } = generation;
  const lastStateFact = factCount + images.length + 1;
  const hasEnded = endedAtMs > 0;
  if (hasEnded && (after.factNumber === factCount || after.factNumber === lastStateFact)) return undefined;
  return after.factNumber > factCount ? fromStart : after;
}

const fromStart: EventId = { factNumber: 0, liveNumber: 0 };

function imageParts({ id: imageId, index, reason }: Image): Pick<Fact, 'imageId' | 'index' | 'reason'> {
  return { imageId, index, reason };
}

function lastFact({ id: generationId, status, endedAtMs: atMs }: Generation, number: number): Fact {
  const canceled = status === 'GENERATION_STATUS_CANCELED';
  return {
    generationId,
    number,
    kind: canceled ? 'FACT_KIND_GENERATION_CANCELED' : 'FACT_KIND_GENERATION_COMPLETED',
    imageId: '',
    index: 0,
    reason: 'REASON_UNSPECIFIED',
    status: status === 'GENERATION_STATUS_SUCCEEDED' ? 'succeeded' : 'failed',
    atMs,
  };
}
