// Original file: protos/quartet/scheduler/v1/admin.proto

import type { ReleaseKindInput as _quartet_scheduler_v1_ReleaseKindInput, ReleaseKind as _quartet_scheduler_v1_ReleaseKind } from '../../../quartet/scheduler/v1/ReleaseKind.ts';

/**
 * Something that would free a waiting task.
 */
export interface ReleaseInput {
  /**
   * What would happen.
   */
  'kind'?: (_quartet_scheduler_v1_ReleaseKindInput);
  /**
   * On which node; empty where that is open.
   */
  'nodeId'?: (string);
  /**
   * Which task ends, where one does.
   */
  'taskId'?: (string);
  /**
   * Milliseconds until it is expected; 0 where that is not known.
   */
  'inMs'?: (number | string);
}

/**
 * Something that would free a waiting task.
 */
export interface Release {
  /**
   * What would happen.
   */
  'kind': (_quartet_scheduler_v1_ReleaseKind);
  /**
   * On which node; empty where that is open.
   */
  'nodeId': (string);
  /**
   * Which task ends, where one does.
   */
  'taskId': (string);
  /**
   * Milliseconds until it is expected; 0 where that is not known.
   */
  'inMs': (number);
}
