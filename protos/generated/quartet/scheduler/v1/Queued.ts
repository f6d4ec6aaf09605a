// Original file: protos/quartet/scheduler/v1/placement.proto


/**
 * A task waits.
 */
export interface QueuedInput {
  /**
   * Tasks before it in the order of service, from 0.
   */
  'position'?: (number);
  /**
   * When it is expected to start, milliseconds from now.
   */
  'estimateMs'?: (number | string);
}

/**
 * A task waits.
 */
export interface Queued {
  /**
   * Tasks before it in the order of service, from 0.
   */
  'position': (number);
  /**
   * When it is expected to start, milliseconds from now.
   */
  'estimateMs': (number);
}
