/** Builders for tests. */
import type { StoredModel, TaskDescription } from '@quartet/protos/generated/index.ts';
import type { NodeReport } from './core/events.ts';

/** A task of a free tenant: 10 steps of the model `tiny`. */
export function aTask(taskId: string, changes: Partial<TaskDescription> = {}): TaskDescription {
  return {
    taskId,
    generationId: 'gen_1',
    stage: 'STAGE_PAINT',
    model: 'tiny',
    width: 512,
    height: 512,
    steps: 10,
    guided: false,
    tenantId: 'usr_1',
    plan: 'PLAN_FREE',
    weight: 1,
    paintingLimit: 100,
    acceptedAtMs: 0,
    requestId: `req-${taskId}`,
    stepsDone: 0,
    images: 1,
    aim: 20,
    ...changes,
  };
}

/** Of a node with the model `tiny`, 100 ms a step at batch 1 and 150 ms at batch 4, and room for four tasks. */
export function aReport(nodeId: string, changes: Partial<NodeReport> = {}): NodeReport {
  return {
    nodeId,
    address: `${nodeId}:1`,
    pool: 'small',
    models: [
      {
        model: 'tiny',
        digest: 'd',
        stage: 'STAGE_PAINT',
        batchCap: 0,
        stepTimes: [
          { batch: 1, stepMs: 100 },
          { batch: 4, stepMs: 150 },
        ],
        overheadMs: 200,
        shapes: [],
      },
    ],
    stored: [],
    batchCap: 4,
    taskCap: 4,
    running: [],
    ended: [],
    draining: false,
    ...changes,
  };
}

/** Of a model that is not in a node's memory and takes 5 s to load. */
export function aStored(model: string, changes: Partial<StoredModel> = {}): StoredModel {
  return {
    model,
    state: 'STORED_MODEL_STATE_LOADABLE',
    reason: 'REASON_UNSPECIFIED',
    memoryBytes: 1_000_000,
    loadMs: 5_000,
    stage: 'STAGE_PAINT',
    ...changes,
  };
}
