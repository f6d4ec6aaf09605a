// Original file: protos/quartet/node/v1/node.proto


/**
 * How long one call takes.
 */
export interface StepTimeInput {
  /**
   * Samples in the call.
   */
  'batch'?: (number);
  /**
   * Milliseconds a call.
   */
  'stepMs'?: (number | string);
}

/**
 * How long one call takes.
 */
export interface StepTime {
  /**
   * Samples in the call.
   */
  'batch': (number);
  /**
   * Milliseconds a call.
   */
  'stepMs': (number);
}
