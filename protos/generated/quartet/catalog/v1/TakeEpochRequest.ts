// Original file: protos/quartet/catalog/v1/catalog.proto


/**
 * Asks for an epoch.
 */
export interface TakeEpochRequestInput {
  /**
   * Who leads from now on, for the log.
   */
  'leaderAddress'?: (string);
}

/**
 * Asks for an epoch.
 */
export interface TakeEpochRequest {
  /**
   * Who leads from now on, for the log.
   */
  'leaderAddress': (string);
}
