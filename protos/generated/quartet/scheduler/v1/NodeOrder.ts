// Original file: protos/quartet/scheduler/v1/fleet.proto

import type { NodeOrderKindInput as _quartet_scheduler_v1_NodeOrderKindInput, NodeOrderKind as _quartet_scheduler_v1_NodeOrderKind } from '../../../quartet/scheduler/v1/NodeOrderKind.ts';

/**
 * An operator's word on a node. The newest replaces all before. The node keeps it and repeats it in every report, so that no
 * scheduler has to remember it; it ends with the node's process.
 */
export interface NodeOrderInput {
  /**
   * Names it, so that whoever gave it sees in the reports that it has arrived.
   */
  'id'?: (string);
  /**
   * What the node is to do.
   */
  'kind'?: (_quartet_scheduler_v1_NodeOrderKindInput);
  /**
   * With a drain: milliseconds until what still runs is handed back, 0 when that time has come.
   */
  'drainLeftMs'?: (number | string);
  /**
   * Milliseconds since the operator said so.
   */
  'ageMs'?: (number | string);
}

/**
 * An operator's word on a node. The newest replaces all before. The node keeps it and repeats it in every report, so that no
 * scheduler has to remember it; it ends with the node's process.
 */
export interface NodeOrder {
  /**
   * Names it, so that whoever gave it sees in the reports that it has arrived.
   */
  'id': (string);
  /**
   * What the node is to do.
   */
  'kind': (_quartet_scheduler_v1_NodeOrderKind);
  /**
   * With a drain: milliseconds until what still runs is handed back, 0 when that time has come.
   */
  'drainLeftMs': (number);
  /**
   * Milliseconds since the operator said so.
   */
  'ageMs': (number);
}
