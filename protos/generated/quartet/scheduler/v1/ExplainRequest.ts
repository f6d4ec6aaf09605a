// Original file: protos/quartet/scheduler/v1/admin.proto


/**
 * Asks about one task.
 */
export interface ExplainRequestInput {
  /**
   * Its id.
   */
  'taskId'?: (string);
}

/**
 * Asks about one task.
 */
export interface ExplainRequest {
  /**
   * Its id.
   */
  'taskId': (string);
}
