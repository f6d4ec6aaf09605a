// Original file: protos/quartet/scheduler/v1/admin.proto

import type { NodeStatusInput as _quartet_scheduler_v1_NodeStatusInput, NodeStatus as _quartet_scheduler_v1_NodeStatus } from '../../../quartet/scheduler/v1/NodeStatus.ts';

/**
 * The node obeys.
 */
export interface CordonResponseInput {
  /**
   * As it is now.
   */
  'node'?: (_quartet_scheduler_v1_NodeStatusInput | null);
}

/**
 * The node obeys.
 */
export interface CordonResponse {
  /**
   * As it is now.
   */
  'node': (_quartet_scheduler_v1_NodeStatus | null);
}
