import { type Reason, ReasonError } from '@quartet/protos/reasons.ts';
import { LaneError } from './lane.ts';

/** The reason of a failure that is expected; anything else is a defect and ends the process. */
export function reasonOfFailure(error: unknown): Reason {
  if (error instanceof ReasonError) return error.reason;
  if (!(error instanceof LaneError)) throw error;
  return error.failure === 'out_of_memory' ? 'REASON_OUT_OF_MEMORY' : 'REASON_INTERNAL';
}
