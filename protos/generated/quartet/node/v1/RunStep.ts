// Original file: protos/quartet/node/v1/node.proto


/**
 * A step is done.
 */
export interface RunStepInput {
  /**
   * Steps done so far, from 1.
   */
  'step'?: (number);
  /**
   * Steps in all.
   */
  'steps'?: (number);
}

/**
 * A step is done.
 */
export interface RunStep {
  /**
   * Steps done so far, from 1.
   */
  'step': (number);
  /**
   * Steps in all.
   */
  'steps': (number);
}
