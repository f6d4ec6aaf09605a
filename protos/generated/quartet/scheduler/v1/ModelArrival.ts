// Original file: protos/quartet/scheduler/v1/admin.proto


/**
 * A model on its way into a node's memory.
 */
export interface ModelArrivalInput {
  /**
   * Its id.
   */
  'model'?: (string);
  /**
   * Milliseconds until it is expected there.
   */
  'inMs'?: (number | string);
}

/**
 * A model on its way into a node's memory.
 */
export interface ModelArrival {
  /**
   * Its id.
   */
  'model': (string);
  /**
   * Milliseconds until it is expected there.
   */
  'inMs': (number);
}
