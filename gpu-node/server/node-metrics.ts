import { Counter, Gauge, Histogram, type Registry, waitBuckets } from '@quartet/service-kit/metrics.ts';
import type { ResumeFault } from './resume-sample.ts';

/** Seconds of one call of a step: 5 ms on a small model to 10 s on a large one. */
const callBuckets = [0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10];
const batchBuckets = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64];

/** Why checkpoints are commonly not gone on from: exported as zero before the first. */
const usualRefusals: readonly ResumeFault[] = ['unavailable', 'gone', 'wrong_digest', 'other_model'];

/** The node's own figures. Labels are models of the store, batch sizes up to the cap and reasons: all bounded. */
export function createNodeMetrics(registry: Registry) {
  const registers = [registry];
  const metrics = {
    batchSize: new Histogram({
      name: 'quartet_node_batch_samples',
      help: 'Samples in a call of a step, by model.',
      labelNames: ['model'],
      buckets: batchBuckets,
      registers,
    }),
    stepSeconds: new Histogram({
      name: 'quartet_node_step_seconds',
      help: 'Time of a call of a step on its lane, by model and samples in it.',
      labelNames: ['model', 'batch'],
      buckets: callBuckets,
      registers,
    }),
    tasksRunning: new Gauge({
      name: 'quartet_node_tasks_running',
      help: 'Tasks admitted and not ended.',
      registers,
    }),
    tasksEnded: new Counter({
      name: 'quartet_node_tasks_ended_total',
      help: 'Tasks that ended, by model and reason; the reason is none for a stored picture.',
      labelNames: ['model', 'reason'],
      registers,
    }),
    firstPreviewSeconds: new Histogram({
      name: 'quartet_node_first_preview_seconds',
      help: 'Time from admission to the first preview, by model.',
      labelNames: ['model'],
      buckets: waitBuckets,
      registers,
    }),
    finishSeconds: new Histogram({
      name: 'quartet_node_finish_seconds',
      help: 'Time from admission to the finished picture, its upload not counted, by model.',
      labelNames: ['model'],
      buckets: waitBuckets,
      registers,
    }),
    previewsDropped: new Counter({
      name: 'quartet_node_previews_dropped_total',
      help: 'Previews that a slow reader never got because a newer one came.',
      registers,
    }),
    modelsResident: new Gauge({
      name: 'quartet_node_models_resident',
      help: 'Models in memory.',
      registers,
    }),
    memoryBudgetBytes: new Gauge({
      name: 'quartet_node_memory_budget_bytes',
      help: 'The most that models may take of the device’s memory.',
      registers,
    }),
    memoryBytes: new Gauge({
      name: 'quartet_node_memory_bytes',
      help: 'What models in memory, and those on their way in and out, are expected to take of it, by kind: weights, activations.',
      labelNames: ['kind'],
      registers,
    }),
    loadSeconds: new Histogram({
      name: 'quartet_node_model_load_seconds',
      help: 'Time to fetch, verify and load a model, by outcome: loaded, or the reason why not.',
      labelNames: ['outcome'],
      buckets: waitBuckets,
      registers,
    }),
    evictions: new Counter({
      name: 'quartet_node_model_evictions_total',
      help: 'Models that left memory, for another or by command.',
      registers,
    }),
    tasksWaiting: new Gauge({
      name: 'quartet_node_tasks_waiting_for_model',
      help: 'Tasks admitted whose model is not in memory yet.',
      registers,
    }),
    gpuSeconds: new Counter({
      name: 'quartet_node_gpu_seconds_total',
      help: 'Device time of ended tasks: their share of every call they were in, by model.',
      labelNames: ['model'],
      registers,
    }),
    uploadSeconds: new Histogram({
      name: 'quartet_node_upload_seconds',
      help: 'Time to store a finished picture, retries included, by outcome.',
      labelNames: ['reason'],
      buckets: waitBuckets,
      registers,
    }),
    checkpointsStored: new Counter({
      name: 'quartet_node_checkpoints_stored_total',
      help: 'Checkpoints of half-painted pictures that were stored.',
      registers,
    }),
    checkpointBytes: new Counter({
      name: 'quartet_node_checkpoints_stored_bytes_total',
      help: 'Bytes of the checkpoints that were stored.',
      registers,
    }),
    checkpointsFailed: new Counter({
      name: 'quartet_node_checkpoints_failed_total',
      help: 'Checkpoints that could not be stored, by reason; their tasks go on.',
      labelNames: ['reason'],
      registers,
    }),
    checkpointsRefused: new Counter({
      name: 'quartet_node_checkpoints_refused_total',
      help: 'Checkpoints that a task did not go on from, by reason; it began at its seed.',
      labelNames: ['reason'],
      registers,
    }),
    tasksResumed: new Counter({
      name: 'quartet_node_tasks_resumed_total',
      help: 'Tasks that went on from a checkpoint.',
      registers,
    }),
    stepsSaved: new Counter({
      name: 'quartet_node_steps_saved_total',
      help: 'Steps that tasks did not have to take again because they went on from a checkpoint.',
      registers,
    }),
  };
  for (const reason of ['no_place', 'upload_failed']) metrics.checkpointsFailed.inc({ reason }, 0);
  for (const reason of usualRefusals) metrics.checkpointsRefused.inc({ reason }, 0);
  return metrics;
}

export type NodeMetrics = ReturnType<typeof createNodeMetrics>;
