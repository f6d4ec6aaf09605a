// Original file: protos/quartet/scheduler/v1/admin.proto

import type { LeaseInput as _quartet_common_v1_LeaseInput, Lease as _quartet_common_v1_Lease } from '../../../quartet/common/v1/Lease.ts';

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
   * Whether it takes no new tasks.
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
   * Whether it takes no new tasks.
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
}
