// Original file: protos/quartet/scheduler/v1/admin.proto

import type { TaskDescriptionInput as _quartet_common_v1_TaskDescriptionInput, TaskDescription as _quartet_common_v1_TaskDescription } from '../../../quartet/common/v1/TaskDescription.ts';

/**
 * A waiting task.
 */
export interface QueuedTaskInput {
  /**
   * What the scheduler knows of it.
   */
  'task'?: (_quartet_common_v1_TaskDescriptionInput | null);
  /**
   * Tasks before it, from 0.
   */
  'position'?: (number);
  /**
   * When it is expected to start, milliseconds from now.
   */
  'estimateMs'?: (number | string);
}

/**
 * A waiting task.
 */
export interface QueuedTask {
  /**
   * What the scheduler knows of it.
   */
  'task': (_quartet_common_v1_TaskDescription | null);
  /**
   * Tasks before it, from 0.
   */
  'position': (number);
  /**
   * When it is expected to start, milliseconds from now.
   */
  'estimateMs': (number);
}
