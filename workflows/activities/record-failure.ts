import { Catalog } from '@quartet/protos/services.ts';
import { callUnary } from '@quartet/service-kit/grpc-client.ts';
import type { RecordFailureInput } from '../definitions/activity-types.ts';
import { isBesideThePoint } from './beside-the-point.ts';
import { type ActivityContext, catalogDeadlineMs } from './context.ts';

/** Records that an image has failed for good; one that has ended otherwise stays as it is. */
export async function recordFailure({ catalog }: ActivityContext, input: RecordFailureInput): Promise<void> {
  const { requestId, ...failure } = input;
  try {
    await callUnary(catalog, Catalog.service.RecordFailure, failure, { deadlineMs: catalogDeadlineMs, requestId });
  } catch (error) {
    if (!isBesideThePoint(error)) throw error;
  }
}
