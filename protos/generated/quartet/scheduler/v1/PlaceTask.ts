// Original file: protos/quartet/scheduler/v1/placement.proto

import type { TaskDescriptionInput as _quartet_common_v1_TaskDescriptionInput, TaskDescription as _quartet_common_v1_TaskDescription } from '../../../quartet/common/v1/TaskDescription.ts';
import type { LeaseInput as _quartet_common_v1_LeaseInput, Lease as _quartet_common_v1_Lease } from '../../../quartet/common/v1/Lease.ts';
import type { ReasonInput as _quartet_common_v1_ReasonInput, Reason as _quartet_common_v1_Reason } from '../../../quartet/common/v1/Reason.ts';

/**
 * Find a node for a task.
 */
export interface PlaceTaskInput {
  /**
   * What the scheduler may know of it.
   */
  'task'?: (_quartet_common_v1_TaskDescriptionInput | null);
  /**
   * A lease that the worker saw fail: it is released at once. Safe even if the node lives on, for a result can reach the
   * catalog only through the worker, and under its newest lease.
   */
  'failedLease'?: (_quartet_common_v1_LeaseInput | null);
  /**
   * Why that lease failed.
   */
  'failedReason'?: (_quartet_common_v1_ReasonInput);
}

/**
 * Find a node for a task.
 */
export interface PlaceTask {
  /**
   * What the scheduler may know of it.
   */
  'task': (_quartet_common_v1_TaskDescription | null);
  /**
   * A lease that the worker saw fail: it is released at once. Safe even if the node lives on, for a result can reach the
   * catalog only through the worker, and under its newest lease.
   */
  'failedLease': (_quartet_common_v1_Lease | null);
  /**
   * Why that lease failed.
   */
  'failedReason': (_quartet_common_v1_Reason);
}
