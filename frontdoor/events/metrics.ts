import { Counter, Gauge, type Registry } from '@quartet/service-kit/metrics.ts';
import { factEventNames } from '@quartet/protos/events.ts';

export type EventMetrics = ReturnType<typeof createEventMetrics>;

/** What the front door measures of its events. */
export function createEventMetrics(registry: Registry) {
  const registers = [registry];
  const metrics = {
    openStreams: new Gauge({
      name: 'quartet_frontdoor_open_streams',
      help: 'Event streams that are open now.',
      registers,
    }),
    eventsSent: new Counter({
      name: 'quartet_frontdoor_events_sent_total',
      help: 'Server-sent events written to watchers, by name.',
      labelNames: ['event'],
      registers,
    }),
    streamsClosed: new Counter({
      name: 'quartet_frontdoor_streams_closed_total',
      help: 'Event streams that the front door closed before their last event: the watcher was slow, may no longer see the generation, or the process stopped.',
      labelNames: ['cause'],
      registers,
    }),
  };
  for (const cause of ['slow', 'invisible', 'stopping']) metrics.streamsClosed.inc({ cause }, 0);
  const names = new Set([...Object.values(factEventNames), 'image.progress', 'image.preview']);
  for (const event of names) if (event !== 'unspecified') metrics.eventsSent.inc({ event }, 0);
  return metrics;
}
