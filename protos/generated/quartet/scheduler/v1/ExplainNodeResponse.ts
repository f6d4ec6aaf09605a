// Original file: protos/quartet/scheduler/v1/admin.proto

import type { NodeStatusInput as _quartet_scheduler_v1_NodeStatusInput, NodeStatus as _quartet_scheduler_v1_NodeStatus } from '../../../quartet/scheduler/v1/NodeStatus.ts';

/**
 * Why a node takes no more than it does.
 */
export interface ExplainNodeResponseInput {
  /**
   * With its hindrance.
   */
  'node'?: (_quartet_scheduler_v1_NodeStatusInput | null);
}

/**
 * Why a node takes no more than it does.
 */
export interface ExplainNodeResponse {
  /**
   * With its hindrance.
   */
  'node': (_quartet_scheduler_v1_NodeStatus | null);
}
