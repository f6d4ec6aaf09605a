// Original file: protos/quartet/scheduler/v1/admin.proto

import type { NodeStatusInput as _quartet_scheduler_v1_NodeStatusInput, NodeStatus as _quartet_scheduler_v1_NodeStatus } from '../../../quartet/scheduler/v1/NodeStatus.ts';
import type { QueueShareInput as _quartet_scheduler_v1_QueueShareInput, QueueShare as _quartet_scheduler_v1_QueueShare } from '../../../quartet/scheduler/v1/QueueShare.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * The cell as its leader sees it.
 */
export interface GetClusterResponseInput {
  /**
   * Where the scheduler that leads serves, host:port.
   */
  'leader'?: (string);
  /**
   * Of its leadership.
   */
  'epoch'?: (number | string | Long);
  /**
   * Sorted by id.
   */
  'nodes'?: (_quartet_scheduler_v1_NodeStatusInput)[];
  /**
   * What waits, by plan and model; none of nothing.
   */
  'queue'?: (_quartet_scheduler_v1_QueueShareInput)[];
}

/**
 * The cell as its leader sees it.
 */
export interface GetClusterResponse {
  /**
   * Where the scheduler that leads serves, host:port.
   */
  'leader': (string);
  /**
   * Of its leadership.
   */
  'epoch': (number);
  /**
   * Sorted by id.
   */
  'nodes': (_quartet_scheduler_v1_NodeStatus)[];
  /**
   * What waits, by plan and model; none of nothing.
   */
  'queue': (_quartet_scheduler_v1_QueueShare)[];
}
