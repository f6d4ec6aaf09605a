// Original file: protos/quartet/catalog/v1/catalog.proto


/**
 * It is ready.
 */
export interface RecordResultResponseInput {
  /**
   * Number of the newest fact of the generation.
   */
  'factNumber'?: (number);
}

/**
 * It is ready.
 */
export interface RecordResultResponse {
  /**
   * Number of the newest fact of the generation.
   */
  'factNumber': (number);
}
