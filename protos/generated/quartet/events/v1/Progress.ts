// Original file: protos/quartet/events/v1/events.proto


/**
 * How far an image is: image.progress.
 */
export interface ProgressInput {
  /**
   * Steps done.
   */
  'step'?: (number);
  /**
   * Steps in all.
   */
  'steps'?: (number);
}

/**
 * How far an image is: image.progress.
 */
export interface Progress {
  /**
   * Steps done.
   */
  'step': (number);
  /**
   * Steps in all.
   */
  'steps': (number);
}
