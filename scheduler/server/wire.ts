/** Messages as the wire has them, checked and turned into the core's words. Absent sub-messages arrive as null. */
import type {
  EndedTask,
  JoinRequest,
  Lease,
  PlaceRequest,
  RunningTask,
  TaskDescription,
} from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import type { FailedLease, NodeReport, ReportedEnd, ReportedTask } from '../core/events.ts';

/** @throws ReasonError invalid_field, naming the field. */
export function readReport(request: JoinRequest): NodeReport {
  if (!request.nodeId) throw invalid('node_id');
  if (!request.address) throw invalid('address');
  const { nodeId, address, pool, models, stored, batchCap, taskCap, draining } = request;
  const running = request.running.map(readRunning);
  const ended = request.ended.map(readEnd);
  const order = request.order ?? undefined;
  return { nodeId, address, pool, models, stored, batchCap, taskCap, draining, order, running, ended };
}

/** @throws ReasonError invalid_field, naming the field. */
export function readDescription(task: TaskDescription | null | undefined): TaskDescription {
  if (!task) throw invalid('task');
  if (!task.model) throw invalid('task.model');
  if (!task.tenantId) throw invalid('task.tenant_id');
  if (!(task.weight > 0)) throw invalid('task.weight');
  if (task.paintingLimit < 1) throw invalid('task.painting_limit');
  if (task.images < 1) throw invalid('task.images');
  if (!(task.aim > 0 && Number.isFinite(task.aim))) throw invalid('task.aim');
  return task;
}

/**
 * What a worker asks to be placed, and the lease it saw fail, if it names one.
 * @throws ReasonError invalid_field, naming the field.
 */
export function readPlacement({ taskId, place }: PlaceRequest): {
  description: TaskDescription;
  failed?: FailedLease;
} {
  if (!taskId) throw invalid('task_id');
  const description = { ...readDescription(place?.task), taskId };
  if (!place?.failedLease) return { description };
  return { description, failed: { lease: readLease(place.failedLease), reason: place.failedReason } };
}

function readRunning({ lease, model, step, steps }: RunningTask): ReportedTask {
  return { lease: readLease(lease), model, step, steps };
}

function readEnd({ lease, reason, gpuMs }: EndedTask): ReportedEnd {
  return { lease: readLease(lease), reason: reason === 'REASON_UNSPECIFIED' ? undefined : reason, gpuMs };
}

function readLease(lease: Lease | null): Lease {
  if (!lease?.taskId) throw invalid('lease');
  return lease;
}

function invalid(field: string): ReasonError {
  return new ReasonError('REASON_INVALID_FIELD', { field });
}
