// Original file: protos/quartet/scheduler/v1/placement.proto

import type { PlaceTaskInput as _quartet_scheduler_v1_PlaceTaskInput, PlaceTask as _quartet_scheduler_v1_PlaceTask } from '../../../quartet/scheduler/v1/PlaceTask.ts';
import type { WithdrawInput as _quartet_scheduler_v1_WithdrawInput, Withdraw as _quartet_scheduler_v1_Withdraw } from '../../../quartet/scheduler/v1/Withdraw.ts';

/**
 * A worker's word on one task.
 */
export interface PlaceRequestInput {
  /**
   * The task this is about.
   */
  'taskId'?: (string);
  /**
   * Find a node. For a task that holds a live lease the answer is that lease.
   */
  'place'?: (_quartet_scheduler_v1_PlaceTaskInput | null);
  /**
   * No longer wanted by this worker; a lease already granted is not touched.
   */
  'withdraw'?: (_quartet_scheduler_v1_WithdrawInput | null);
  /**
   * What is asked.
   */
  'command'?: "place"|"withdraw";
}

/**
 * A worker's word on one task.
 */
export interface PlaceRequest {
  /**
   * The task this is about.
   */
  'taskId': (string);
  /**
   * Find a node. For a task that holds a live lease the answer is that lease.
   */
  'place'?: (_quartet_scheduler_v1_PlaceTask | null);
  /**
   * No longer wanted by this worker; a lease already granted is not touched.
   */
  'withdraw'?: (_quartet_scheduler_v1_Withdraw | null);
  /**
   * What is asked.
   */
  'command'?: "place"|"withdraw";
}
