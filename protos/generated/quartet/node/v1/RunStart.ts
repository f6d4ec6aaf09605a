// Original file: protos/quartet/node/v1/node.proto

import type { LeaseInput as _quartet_common_v1_LeaseInput, Lease as _quartet_common_v1_Lease } from '../../../quartet/common/v1/Lease.ts';
import type { TaskContentInput as _quartet_common_v1_TaskContentInput, TaskContent as _quartet_common_v1_TaskContent } from '../../../quartet/common/v1/TaskContent.ts';

/**
 * Start a task under a lease.
 */
export interface RunStartInput {
  /**
   * The right to run here.
   */
  'lease'?: (_quartet_common_v1_LeaseInput | null);
  /**
   * What to do.
   */
  'content'?: (_quartet_common_v1_TaskContentInput | null);
  /**
   * For logs.
   */
  'requestId'?: (string);
}

/**
 * Start a task under a lease.
 */
export interface RunStart {
  /**
   * The right to run here.
   */
  'lease': (_quartet_common_v1_Lease | null);
  /**
   * What to do.
   */
  'content': (_quartet_common_v1_TaskContent | null);
  /**
   * For logs.
   */
  'requestId': (string);
}
