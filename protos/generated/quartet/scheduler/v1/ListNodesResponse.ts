// Original file: protos/quartet/scheduler/v1/admin.proto

import type { NodeStatusInput as _quartet_scheduler_v1_NodeStatusInput, NodeStatus as _quartet_scheduler_v1_NodeStatus } from '../../../quartet/scheduler/v1/NodeStatus.ts';

/**
 * Every node and what it does.
 */
export interface ListNodesResponseInput {
  /**
   * Sorted by id.
   */
  'nodes'?: (_quartet_scheduler_v1_NodeStatusInput)[];
}

/**
 * Every node and what it does.
 */
export interface ListNodesResponse {
  /**
   * Sorted by id.
   */
  'nodes': (_quartet_scheduler_v1_NodeStatus)[];
}
