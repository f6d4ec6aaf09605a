import { type Reason, reasonName } from '@quartet/protos/reasons.ts';
import { Counter, Gauge, Histogram, type Registry, waitBuckets } from '@quartet/service-kit/metrics.ts';

/** Reasons that runs commonly end by without a picture: exported as zero before the first. */
const usualReasons: readonly Reason[] = [
  'REASON_CANCELED',
  'REASON_NODE_LOST',
  'REASON_LEASE_LOST',
  'REASON_LEASE_SUPERSEDED',
  'REASON_DRAINING',
];

/** Places in line: nobody before one, to a line of a thousand. */
const positionBuckets = [0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024];

/** What a worker measures. */
export type WorkerMetrics = ReturnType<typeof createWorkerMetrics>;

export function createWorkerMetrics(registry: Registry) {
  const registers = [registry];
  const byModel = ['model', 'plan'] as const;
  const metrics = {
    activitySeconds: new Histogram({
      name: 'quartet_worker_activity_seconds',
      help: 'Time of one try of an activity, by activity and outcome.',
      labelNames: ['activity', 'outcome'] as const,
      buckets: waitBuckets,
      registers,
    }),
    firstPreviewSeconds: new Histogram({
      name: 'quartet_worker_first_preview_seconds',
      help: 'Time from the acceptance of a request to the first preview of an image, by model and plan.',
      labelNames: byModel,
      buckets: waitBuckets,
      registers,
    }),
    queuePosition: new Histogram({
      name: 'quartet_worker_queue_position',
      help: 'Images in line before one when it was told its place for the first time, by model and plan.',
      labelNames: byModel,
      buckets: positionBuckets,
      registers,
    }),
    runsLost: new Counter({
      name: 'quartet_worker_runs_lost_total',
      help: 'Runs that ended without a picture, by reason.',
      labelNames: ['reason'] as const,
      registers,
    }),
    stepsRepeated: new Counter({
      name: 'quartet_worker_steps_repeated_total',
      help: 'Steps that were taken again after a lost lease: those behind the checkpoint that its image went on from.',
      registers,
    }),
    painting: new Gauge({
      name: 'quartet_worker_painting_images',
      help: 'Images that are run through this worker now.',
      registers,
    }),
    liveEvents: new Counter({
      name: 'quartet_worker_live_events_total',
      help: 'Live events published, by kind.',
      labelNames: ['kind'] as const,
      registers,
    }),
  };
  for (const reason of usualReasons) metrics.runsLost.inc({ reason: reasonName(reason) }, 0);
  return metrics;
}
