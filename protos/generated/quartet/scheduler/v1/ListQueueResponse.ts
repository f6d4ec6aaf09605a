// Original file: protos/quartet/scheduler/v1/admin.proto

import type { QueuedTaskInput as _quartet_scheduler_v1_QueuedTaskInput, QueuedTask as _quartet_scheduler_v1_QueuedTask } from '../../../quartet/scheduler/v1/QueuedTask.ts';

/**
 * Every waiting task.
 */
export interface ListQueueResponseInput {
  /**
   * In the order of service.
   */
  'tasks'?: (_quartet_scheduler_v1_QueuedTaskInput)[];
}

/**
 * Every waiting task.
 */
export interface ListQueueResponse {
  /**
   * In the order of service.
   */
  'tasks': (_quartet_scheduler_v1_QueuedTask)[];
}
