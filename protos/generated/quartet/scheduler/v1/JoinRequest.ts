// Original file: protos/quartet/scheduler/v1/fleet.proto

import type { ResidentModelInput as _quartet_node_v1_ResidentModelInput, ResidentModel as _quartet_node_v1_ResidentModel } from '../../../quartet/node/v1/ResidentModel.ts';
import type { RunningTaskInput as _quartet_scheduler_v1_RunningTaskInput, RunningTask as _quartet_scheduler_v1_RunningTask } from '../../../quartet/scheduler/v1/RunningTask.ts';
import type { EndedTaskInput as _quartet_scheduler_v1_EndedTaskInput, EndedTask as _quartet_scheduler_v1_EndedTask } from '../../../quartet/scheduler/v1/EndedTask.ts';
import type { StoredModelInput as _quartet_scheduler_v1_StoredModelInput, StoredModel as _quartet_scheduler_v1_StoredModel } from '../../../quartet/scheduler/v1/StoredModel.ts';
import type { DeviceMemoryInput as _quartet_scheduler_v1_DeviceMemoryInput, DeviceMemory as _quartet_scheduler_v1_DeviceMemory } from '../../../quartet/scheduler/v1/DeviceMemory.ts';
import type { NodeOrderInput as _quartet_scheduler_v1_NodeOrderInput, NodeOrder as _quartet_scheduler_v1_NodeOrder } from '../../../quartet/scheduler/v1/NodeOrder.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A node's report: its whole state, not a change of it.
 */
export interface JoinRequestInput {
  /**
   * The node's id, stable over restarts of the process.
   */
  'nodeId'?: (string);
  /**
   * Where it serves node.v1.Node, as host:port.
   */
  'address'?: (string);
  /**
   * Which kind of node it is.
   */
  'pool'?: (string);
  /**
   * The highest epoch the node has seen.
   */
  'epochSeen'?: (number | string | Long);
  /**
   * Models in memory, with their measured times.
   */
  'models'?: (_quartet_node_v1_ResidentModelInput)[];
  /**
   * The most samples in one call; more tasks than this wait inside the node.
   */
  'batchCap'?: (number);
  /**
   * The most tasks it takes at once.
   */
  'taskCap'?: (number);
  /**
   * Tasks admitted and not ended. A report renews the leases of all of them.
   */
  'running'?: (_quartet_scheduler_v1_RunningTaskInput)[];
  /**
   * Tasks that ended since the last report the scheduler acknowledged.
   */
  'ended'?: (_quartet_scheduler_v1_EndedTaskInput)[];
  /**
   * The node is stopping and takes no new tasks.
   */
  'draining'?: (boolean);
  /**
   * Models of its store that are not in memory.
   */
  'stored'?: (_quartet_scheduler_v1_StoredModelInput)[];
  /**
   * What the device's memory is used for.
   */
  'memory'?: (_quartet_scheduler_v1_DeviceMemoryInput | null);
  /**
   * What an operator last said of the node, as it obeys it; absent while nobody has said anything since its process began.
   */
  'order'?: (_quartet_scheduler_v1_NodeOrderInput | null);
}

/**
 * A node's report: its whole state, not a change of it.
 */
export interface JoinRequest {
  /**
   * The node's id, stable over restarts of the process.
   */
  'nodeId': (string);
  /**
   * Where it serves node.v1.Node, as host:port.
   */
  'address': (string);
  /**
   * Which kind of node it is.
   */
  'pool': (string);
  /**
   * The highest epoch the node has seen.
   */
  'epochSeen': (number);
  /**
   * Models in memory, with their measured times.
   */
  'models': (_quartet_node_v1_ResidentModel)[];
  /**
   * The most samples in one call; more tasks than this wait inside the node.
   */
  'batchCap': (number);
  /**
   * The most tasks it takes at once.
   */
  'taskCap': (number);
  /**
   * Tasks admitted and not ended. A report renews the leases of all of them.
   */
  'running': (_quartet_scheduler_v1_RunningTask)[];
  /**
   * Tasks that ended since the last report the scheduler acknowledged.
   */
  'ended': (_quartet_scheduler_v1_EndedTask)[];
  /**
   * The node is stopping and takes no new tasks.
   */
  'draining': (boolean);
  /**
   * Models of its store that are not in memory.
   */
  'stored': (_quartet_scheduler_v1_StoredModel)[];
  /**
   * What the device's memory is used for.
   */
  'memory': (_quartet_scheduler_v1_DeviceMemory | null);
  /**
   * What an operator last said of the node, as it obeys it; absent while nobody has said anything since its process began.
   */
  'order': (_quartet_scheduler_v1_NodeOrder | null);
}
