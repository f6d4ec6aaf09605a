// Original file: protos/quartet/events/v1/events.proto


/**
 * Where an image waits: a repeated image.queued.
 */
export interface PositionInput {
  /**
   * Tasks before it, from 0.
   */
  'position'?: (number);
  /**
   * When it is expected to start, seconds from now.
   */
  'estimateSeconds'?: (number | string);
}

/**
 * Where an image waits: a repeated image.queued.
 */
export interface Position {
  /**
   * Tasks before it, from 0.
   */
  'position': (number);
  /**
   * When it is expected to start, seconds from now.
   */
  'estimateSeconds': (number);
}
