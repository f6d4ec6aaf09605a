// Original file: protos/quartet/scheduler/v1/admin.proto


/**
 * Asks about one node.
 */
export interface ExplainNodeRequestInput {
  /**
   * Its id.
   */
  'nodeId'?: (string);
}

/**
 * Asks about one node.
 */
export interface ExplainNodeRequest {
  /**
   * Its id.
   */
  'nodeId': (string);
}
