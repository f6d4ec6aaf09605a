// Original file: protos/quartet/scheduler/v1/admin.proto


/**
 * Wants tasks on a node again.
 */
export interface UncordonRequestInput {
  /**
   * Its id.
   */
  'nodeId'?: (string);
}

/**
 * Wants tasks on a node again.
 */
export interface UncordonRequest {
  /**
   * Its id.
   */
  'nodeId': (string);
}
