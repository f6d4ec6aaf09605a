// Original file: protos/quartet/catalog/v1/catalog.proto


/**
 * It is noted.
 */
export interface RecordFailureResponseInput {
  /**
   * Number of the newest fact of the generation.
   */
  'factNumber'?: (number);
}

/**
 * It is noted.
 */
export interface RecordFailureResponse {
  /**
   * Number of the newest fact of the generation.
   */
  'factNumber': (number);
}
