// Original file: protos/quartet/scheduler/v1/placement.proto


/**
 * When a task would run.
 */
export interface EstimateResponseInput {
  /**
   * Milliseconds from now until the first of them starts.
   */
  'startMs'?: (number | string);
  /**
   * Milliseconds from now until the last of them ends.
   */
  'finishMs'?: (number | string);
}

/**
 * When a task would run.
 */
export interface EstimateResponse {
  /**
   * Milliseconds from now until the first of them starts.
   */
  'startMs': (number);
  /**
   * Milliseconds from now until the last of them ends.
   */
  'finishMs': (number);
}
