import { type Reason, reasonName } from '@quartet/protos/reasons.ts';
import { Counter, Gauge, Histogram, type Registry, waitBuckets } from '@quartet/service-kit/metrics.ts';

/** Every kind that the outbox holds, so that none is absent before its first row. */
export const outboxKinds = ['start_workflow', 'cancel_workflow', 'publish_fact', 'announce_visibility'] as const;

/** Reasons that generations are commonly refused for: exported as zero before the first. */
const usualRefusals: readonly Reason[] = [
  'REASON_PLAN_REQUIRED',
  'REASON_INFLIGHT_LIMIT',
  'REASON_CONFLICT',
  'REASON_UNPLACEABLE',
  'REASON_UNAVAILABLE',
  'REASON_INTERNAL',
];

export type CatalogMetrics = ReturnType<typeof createMetrics>;

/** The catalog's figures. Labels are plans, models of the store, reasons and states: bounded, never ids. */
export function createMetrics(registry: Registry) {
  const registers = [registry];
  const metrics = {
    accepted: new Counter({
      name: 'quartet_catalog_generations_accepted_total',
      help: 'Generations accepted, by plan, model and action.',
      labelNames: ['plan', 'model', 'action'],
      registers,
    }),
    refused: new Counter({
      name: 'quartet_catalog_generations_refused_total',
      help: 'Generations refused, by reason.',
      labelNames: ['reason'],
      registers,
    }),
    ended: new Counter({
      name: 'quartet_catalog_images_ended_total',
      help: 'Images that ended, by status, reason ("none" unless failed) and model.',
      labelNames: ['status', 'reason', 'model'],
      registers,
    }),
    startSeconds: new Histogram({
      name: 'quartet_catalog_image_start_seconds',
      help: 'From the acceptance of an image to its first start on a node, by plan and model.',
      labelNames: ['plan', 'model'],
      buckets: waitBuckets,
      registers,
    }),
    finishSeconds: new Histogram({
      name: 'quartet_catalog_image_finish_seconds',
      help: 'From the acceptance of an image to its picture being ready, by plan and model.',
      labelNames: ['plan', 'model'],
      buckets: waitBuckets,
      registers,
    }),
    gpuSeconds: new Counter({
      name: 'quartet_catalog_image_gpu_seconds_total',
      help: 'Device time of the pictures that were kept, by plan and model.',
      labelNames: ['plan', 'model'],
      registers,
    }),
    outboxRows: new Gauge({
      name: 'quartet_catalog_outbox_rows',
      help: 'Rows that wait in the outbox, by kind.',
      labelNames: ['kind'],
      registers,
    }),
    outboxAge: new Gauge({
      name: 'quartet_catalog_outbox_age_seconds',
      help: 'How long the oldest row of the outbox has waited, by kind; 0 when none does.',
      labelNames: ['kind'],
      registers,
    }),
    outboxDone: new Counter({
      name: 'quartet_catalog_outbox_done_total',
      help: 'Rows of the outbox that were done, by kind.',
      labelNames: ['kind'],
      registers,
    }),
    outboxFailed: new Counter({
      name: 'quartet_catalog_outbox_failed_total',
      help: 'Tries to do a row of the outbox that failed and will be repeated, by kind.',
      labelNames: ['kind'],
      registers,
    }),
    reconciled: new Counter({
      name: 'quartet_catalog_reconciler_actions_total',
      help: 'Generations that stood still, by what was done: left_alone, started_again or unanswered.',
      labelNames: ['action'],
      registers,
    }),
    swept: new Counter({
      name: 'quartet_catalog_swept_total',
      help: 'Rows past their time, deleted generations, and checkpoints and other objects that nobody needs that were removed, by kind.',
      labelNames: ['kind'],
      registers,
    }),
    connections: new Gauge({
      name: 'quartet_catalog_pool_connections',
      help: 'Connections to the database, by state: busy, idle, or waiting callers.',
      labelNames: ['state'],
      registers,
    }),
  };
  for (const kind of outboxKinds) {
    for (const gauge of [metrics.outboxRows, metrics.outboxAge]) gauge.set({ kind }, 0);
    for (const counter of [metrics.outboxDone, metrics.outboxFailed]) counter.inc({ kind }, 0);
  }
  for (const action of ['left_alone', 'started_again', 'unanswered']) metrics.reconciled.inc({ action }, 0);
  for (const reason of usualRefusals) metrics.refused.inc({ reason: reasonName(reason) }, 0);
  return metrics;
}
