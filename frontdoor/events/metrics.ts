import { Counter, Gauge, Histogram, type Registry, waitBuckets } from '@quartet/service-kit/metrics.ts';
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
    firstPreviewSeconds: new Histogram({
      name: 'quartet_frontdoor_first_preview_seconds',
      help: 'Time from the acceptance of a generation to the announcement of its first preview, by model; measured where it was accepted.',
      labelNames: ['model'],
      buckets: waitBuckets,
      registers,
    }),
    finishSeconds: new Histogram({
      name: 'quartet_frontdoor_finish_seconds',
      help: 'Time from the acceptance of a generation to the announcement of its end, by model and outcome; measured where it was accepted.',
      labelNames: ['model', 'outcome'],
      buckets: waitBuckets,
      registers,
    }),
  };
  for (const cause of ['slow', 'invisible', 'stopping']) metrics.streamsClosed.inc({ cause }, 0);
  const names = new Set([...Object.values(factEventNames), 'image.progress', 'image.preview']);
  for (const event of names) if (event !== 'unspecified') metrics.eventsSent.inc({ event }, 0);
  return metrics;
}
