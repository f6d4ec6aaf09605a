/** `GET /v1/generations/{id}/events`: what happens to a generation, as server-sent events. */
import { parseEventId } from '@quartet/protos/events.ts';
import { EventStream } from '../events/event-stream.ts';
import { resumeAfter } from '../events/state-events.ts';
import { Type } from 'typebox';
import { type App, type RouteContext, asking } from './context.ts';
import { present } from './present.ts';
import { IdParams } from './shapes.ts';

/** Proxies close what is silent for long; many do after 60 s. */
const keepAliveMs = 15_000;

export function generationEventRoutes(app: App, context: RouteContext): void {
  const { catalog, hub, eventMetrics } = context;
  const schema = {
    summary: 'The events of a generation, as a stream',
    description: 'Server-sent events. `Last-Event-ID` yields what came later. The last event closes the stream.',
    params: IdParams,
    response: {
      200: { description: 'The stream', content: { 'text/event-stream': { schema: { type: 'string' } } } },
      204: Type.Null({ description: 'Nothing came after Last-Event-ID, and nothing will' }),
    },
  };
  // No HEAD beside it: its answer would be over at once, and the stream behind it would go on unread until the last event.
  const route = { config: { stream: true }, schema, exposeHeadRoute: false };
  app.get('/generations/:id/events', route, async (request, reply) => {
    const { viewer, call } = asking(request);
    const answer = await catalog.getGeneration({ viewer, id: request.params.id }, call);
    const generation = present(answer.generation, 'generation');
    const after = resumeAfter(generation, parseEventId(String(request.headers['last-event-id'] ?? '')));
    // Everything was told: this status keeps browsers from asking again.
    if (!after) return reply.code(204).send(null);

    const stream = new EventStream(after, {
      onSent: (event) => eventMetrics.eventsSent.inc({ event }),
      onClosed: (cause) => eventMetrics.streamsClosed.inc({ cause }),
    });
    const unwatch = hub.watch(generation.id, viewer, stream);
    const keepAlive = setInterval(() => stream.keepAlive(), keepAliveMs);
    eventMetrics.openStreams.inc();
    stream.once('close', () => {
      clearInterval(keepAlive);
      unwatch();
      eventMetrics.openStreams.dec();
    });
    return reply
      .type('text/event-stream')
      .header('cache-control', 'no-store')
      .header('x-accel-buffering', 'no')
      .send(stream);
  });
}
