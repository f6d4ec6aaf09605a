// Original file: protos/quartet/scheduler/v1/placement.proto


/**
 * Ends tasks.
 */
export interface CancelRequestInput {
  /**
   * Their ids.
   */
  'taskIds'?: (string)[];
}

/**
 * Ends tasks.
 */
export interface CancelRequest {
  /**
   * Their ids.
   */
  'taskIds': (string)[];
}
