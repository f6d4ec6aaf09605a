// Original file: protos/quartet/scheduler/v1/admin.proto

import type { PlanInput as _quartet_common_v1_PlanInput, Plan as _quartet_common_v1_Plan } from '../../../quartet/common/v1/Plan.ts';

/**
 * Waiting tasks of one plan and model.
 */
export interface QueueShareInput {
  /**
   * Whose they are.
   */
  'plan'?: (_quartet_common_v1_PlanInput);
  /**
   * What they want.
   */
  'model'?: (string);
  /**
   * How many wait.
   */
  'tasks'?: (number);
  /**
   * Milliseconds that one of them has waited, the longest.
   */
  'longestWaitMs'?: (number | string);
}

/**
 * Waiting tasks of one plan and model.
 */
export interface QueueShare {
  /**
   * Whose they are.
   */
  'plan': (_quartet_common_v1_Plan);
  /**
   * What they want.
   */
  'model': (string);
  /**
   * How many wait.
   */
  'tasks': (number);
  /**
   * Milliseconds that one of them has waited, the longest.
   */
  'longestWaitMs': (number);
}
