// Original file: protos/quartet/catalog/v1/catalog.proto


/**
 * It is noted.
 */
export interface RecordStartResponseInput {
  /**
   * Number of the newest fact of the generation.
   */
  'factNumber'?: (number);
}

/**
 * It is noted.
 */
export interface RecordStartResponse {
  /**
   * Number of the newest fact of the generation.
   */
  'factNumber': (number);
}
