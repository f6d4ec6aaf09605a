// Original file: protos/quartet/node/v1/node.proto


/**
 * The task is admitted.
 */
export interface RunAcceptedInput {
  /**
   * Steps done so far: above 0 when attaching to a running sample, or going on from a checkpoint.
   */
  'step'?: (number);
  /**
   * Steps in all.
   */
  'steps'?: (number);
}

/**
 * The task is admitted.
 */
export interface RunAccepted {
  /**
   * Steps done so far: above 0 when attaching to a running sample, or going on from a checkpoint.
   */
  'step': (number);
  /**
   * Steps in all.
   */
  'steps': (number);
}
