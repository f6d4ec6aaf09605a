import type {
  CatalogClient,
  GetTaskResponse,
  ImageStatus,
  TaskContent,
  TaskDescription,
} from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { Catalog } from '@quartet/protos/services.ts';
import { callUnary } from '@quartet/service-kit/grpc-client.ts';
import type { TaskRef } from '../definitions/activity-types.ts';
import { isBesideThePoint } from './beside-the-point.ts';
import { catalogDeadlineMs } from './context.ts';

/** A task of an image that has not ended. */
export interface OpenTask {
  readonly description: TaskDescription;
  readonly content: TaskContent;
  readonly index: number;
  readonly factNumber: number;
}

/**
 * Reads a task from the catalog; undefined when its image has ended or is gone. One that begins afresh has no checkpoint.
 * @throws ReasonError `source_gone` when the picture it is made from is.
 */
export async function describeTask(
  catalog: CatalogClient,
  { taskId, requestId, afresh = false }: TaskRef & { readonly afresh?: boolean },
): Promise<OpenTask | undefined> {
  const options = { deadlineMs: catalogDeadlineMs, requestId };
  const call: Promise<GetTaskResponse> = callUnary(catalog, Catalog.service.GetTask, { taskId }, options);
  const task = await call.catch((error: unknown) => {
    if (!isBesideThePoint(error)) throw error;
  });
  if (!task || isEnded(task.status)) return undefined;
  const { description, content, index, factNumber } = task;
  if (!description || !content) throw new ReasonError('REASON_INTERNAL');
  return {
    description: { ...description, requestId, stepsDone: afresh ? 0 : description.stepsDone },
    content: afresh ? { ...content, checkpoint: null } : content,
    index,
    factNumber,
  };
}

function isEnded(status: ImageStatus): boolean {
  return status !== 'IMAGE_STATUS_QUEUED' && status !== 'IMAGE_STATUS_PAINTING';
}

/** Whether a task cannot be done because the picture it is made from is gone. */
export function isSourceGone(error: unknown): error is ReasonError {
  return error instanceof ReasonError && error.reason === 'REASON_SOURCE_GONE';
}
