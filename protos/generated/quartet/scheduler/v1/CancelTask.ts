// Original file: protos/quartet/scheduler/v1/fleet.proto

import type { LeaseInput as _quartet_common_v1_LeaseInput, Lease as _quartet_common_v1_Lease } from '../../../quartet/common/v1/Lease.ts';
import type { ReasonInput as _quartet_common_v1_ReasonInput, Reason as _quartet_common_v1_Reason } from '../../../quartet/common/v1/Reason.ts';

/**
 * Stop a task: the next step runs without it.
 */
export interface CancelTaskInput {
  /**
   * The lease to end; a newer lease of the same task is not touched.
   */
  'lease'?: (_quartet_common_v1_LeaseInput | null);
  /**
   * Why: canceled or superseded.
   */
  'reason'?: (_quartet_common_v1_ReasonInput);
}

/**
 * Stop a task: the next step runs without it.
 */
export interface CancelTask {
  /**
   * The lease to end; a newer lease of the same task is not touched.
   */
  'lease': (_quartet_common_v1_Lease | null);
  /**
   * Why: canceled or superseded.
   */
  'reason': (_quartet_common_v1_Reason);
}
