// Original file: protos/quartet/scheduler/v1/admin.proto

import type { LeaseInput as _quartet_common_v1_LeaseInput, Lease as _quartet_common_v1_Lease } from '../../../quartet/common/v1/Lease.ts';
import type { NodeStateInput as _quartet_scheduler_v1_NodeStateInput, NodeState as _quartet_scheduler_v1_NodeState } from '../../../quartet/scheduler/v1/NodeState.ts';
import type { ModelArrivalInput as _quartet_scheduler_v1_ModelArrivalInput, ModelArrival as _quartet_scheduler_v1_ModelArrival } from '../../../quartet/scheduler/v1/ModelArrival.ts';
import type { HindranceInput as _quartet_scheduler_v1_HindranceInput, Hindrance as _quartet_scheduler_v1_Hindrance } from '../../../quartet/scheduler/v1/Hindrance.ts';

/**
 * A node as the scheduler sees it.
 */
export interface NodeStatusInput {
  /**
   * Its id.
   */
  'nodeId'?: (string);
  /**
   * Where it serves node.v1.Node.
   */
  'address'?: (string);
  /**
   * Which kind of node it is.
   */
  'pool'?: (string);
  /**
   * Whether its stream is open and its reports are fresh.
   */
  'live'?: (boolean);
  /**
   * Whether it is being emptied: it stops, or an operator wants it.
   */
  'draining'?: (boolean);
  /**
   * Ids of the models in its memory.
   */
  'models'?: (string)[];
  /**
   * Leases on it.
   */
  'leases'?: (_quartet_common_v1_LeaseInput)[];
  /**
   * The most tasks it takes at once.
   */
  'taskCap'?: (number);
  /**
   * Milliseconds since its last report.
   */
  'silenceMs'?: (number | string);
  /**
   * Where it stands.
   */
  'state'?: (_quartet_scheduler_v1_NodeStateInput);
  /**
   * Models on their way into its memory.
   */
  'arrivals'?: (_quartet_scheduler_v1_ModelArrivalInput)[];
  /**
   * Ids of the models that it can load.
   */
  'loadableModels'?: (string)[];
  /**
   * Why it takes no more than it has.
   */
  'hindrance'?: (_quartet_scheduler_v1_HindranceInput | null);
}

/**
 * A node as the scheduler sees it.
 */
export interface NodeStatus {
  /**
   * Its id.
   */
  'nodeId': (string);
  /**
   * Where it serves node.v1.Node.
   */
  'address': (string);
  /**
   * Which kind of node it is.
   */
  'pool': (string);
  /**
   * Whether its stream is open and its reports are fresh.
   */
  'live': (boolean);
  /**
   * Whether it is being emptied: it stops, or an operator wants it.
   */
  'draining': (boolean);
  /**
   * Ids of the models in its memory.
   */
  'models': (string)[];
  /**
   * Leases on it.
   */
  'leases': (_quartet_common_v1_Lease)[];
  /**
   * The most tasks it takes at once.
   */
  'taskCap': (number);
  /**
   * Milliseconds since its last report.
   */
  'silenceMs': (number);
  /**
   * Where it stands.
   */
  'state': (_quartet_scheduler_v1_NodeState);
  /**
   * Models on their way into its memory.
   */
  'arrivals': (_quartet_scheduler_v1_ModelArrival)[];
  /**
   * Ids of the models that it can load.
   */
  'loadableModels': (string)[];
  /**
   * Why it takes no more than it has.
   */
  'hindrance': (_quartet_scheduler_v1_Hindrance | null);
}
