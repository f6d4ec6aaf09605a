// Original file: protos/quartet/scheduler/v1/placement.proto

import type { TaskDescriptionInput as _quartet_common_v1_TaskDescriptionInput, TaskDescription as _quartet_common_v1_TaskDescription } from '../../../quartet/common/v1/TaskDescription.ts';

/**
 * Asks when a task would run.
 */
export interface EstimateRequestInput {
  /**
   * A task that is not placed; its id may be empty.
   */
  'task'?: (_quartet_common_v1_TaskDescriptionInput | null);
  /**
   * How many like it.
   */
  'count'?: (number);
}

/**
 * Asks when a task would run.
 */
export interface EstimateRequest {
  /**
   * A task that is not placed; its id may be empty.
   */
  'task': (_quartet_common_v1_TaskDescription | null);
  /**
   * How many like it.
   */
  'count': (number);
}
