// Original file: protos/quartet/scheduler/v1/admin.proto


/**
 * Wants a node emptied.
 */
export interface DrainRequestInput {
  /**
   * Its id.
   */
  'nodeId'?: (string);
  /**
   * Seconds that what it has may take to end, 0 to 86400.
   */
  'deadlineSeconds'?: (number | string);
}

/**
 * Wants a node emptied.
 */
export interface DrainRequest {
  /**
   * Its id.
   */
  'nodeId': (string);
  /**
   * Seconds that what it has may take to end, 0 to 86400.
   */
  'deadlineSeconds': (number);
}
