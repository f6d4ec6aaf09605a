// Original file: protos/quartet/scheduler/v1/admin.proto


/**
 * Wants no new tasks on a node.
 */
export interface CordonRequestInput {
  /**
   * Its id.
   */
  'nodeId'?: (string);
}

/**
 * Wants no new tasks on a node.
 */
export interface CordonRequest {
  /**
   * Its id.
   */
  'nodeId': (string);
}
