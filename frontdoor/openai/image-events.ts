import type { Generation } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import type { FastifyRequest } from 'fastify';
import { reasonErrorOf } from '../http/problems.ts';
import { type RouteContext, asking } from '../routes/context.ts';
import { present } from '../routes/present.ts';
import { logDefect, openAiErrorOf } from './errors.ts';
import type { OutputFormat } from './image-request.ts';
import { ImageWatcher } from './image-watcher.ts';
import { PartialMarks } from './partial-marks.ts';
import { pictureBase64, previewBase64 } from './picture-bytes.ts';
import { readyImages } from './ready-images.ts';
import { type ImageEvent, eventFacts, noUsage } from './shapes.ts';

/** Proxies close what is silent for long; many do after 60 s. */
const keepAliveMs = 15_000;

/** What a stream is to bring. */
export interface WantedEvents {
  readonly format: OutputFormat;
  /** The most partial images of each picture. */
  readonly partialImages: number;
}

/**
 * A streamed answer as server-sent events: partial images, each picture when it is ready, and an error where none is. It
 * ends with its generation, or soon after its reader has gone, which cancels nothing.
 */
export async function* imageEventStream(
  context: RouteContext,
  request: FastifyRequest,
  generation: Generation,
  wanted: WantedEvents,
): AsyncGenerator<string> {
  const { viewer } = asking(request);
  const watcher = new ImageWatcher();
  let unwatch: () => void = () => undefined;
  context.eventMetrics.openStreams.inc();
  try {
    unwatch = context.hub.watch(generation.id, viewer, watcher);
    // Said at once, so that headers leave and a proxy in between sees that the stream lives.
    yield ': accepted\n\n';
    for await (const event of imageEvents(context, request, generation, watcher, wanted)) {
      yield event ? eventText(event.type, event) : ': keep-alive\n\n';
    }
  } catch (error) {
    const known = reasonErrorOf(error);
    logDefect(context.log, known, error, request);
    yield eventText('error', { type: 'error', ...openAiErrorOf(known) });
  } finally {
    context.eventMetrics.openStreams.dec();
    unwatch();
  }
}

const eventText = (name: string, data: object): string => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/** The events, and undefined where there was none for a while. */
async function* imageEvents(
  context: RouteContext,
  request: FastifyRequest,
  generation: Generation,
  watcher: ImageWatcher,
  { format, partialImages }: WantedEvents,
): AsyncGenerator<ImageEvent | undefined> {
  const { viewer, call } = asking(request);
  const size = present(generation.options, 'options');
  const marks = new Map(generation.images.map(({ id }) => [id, new PartialMarks(partialImages)]));
  for (;;) {
    const { previews, completed, over } = await watcher.next(keepAliveMs);
    if (previews.length === 0 && completed.length === 0 && !over) yield undefined;
    for (const { image_id, index, step, steps, data } of previews) {
      const partialIndex = marks.get(image_id)?.take(step, steps);
      if (partialIndex === undefined) continue;
      const type = 'image_generation.partial_image';
      const b64_json = await previewBase64(data, format);
      const at = { image_index: index, partial_image_index: partialIndex };
      yield { type, b64_json, ...at, ...eventFacts(size, format) };
    }
    for (const { image_id, index } of completed) {
      const type = 'image_generation.completed';
      const b64_json = await pictureBase64(context, image_id, format, viewer, call);
      yield { type, b64_json, image_index: index, ...eventFacts(size, format), usage: noUsage };
    }
    if (over === 'ended') {
      await readyImages(context, generation.id, viewer, call);
      return;
    }
    if (over) throw new ReasonError(over === 'invisible' ? 'REASON_NOT_FOUND' : 'REASON_UNAVAILABLE');
  }
}
