// Original file: protos/quartet/catalog/v1/catalog.proto


/**
 * It is deleted.
 */
export interface DeleteGenerationResponseInput {
  /**
   * Images that this request ended; their tasks are to be cancelled at the scheduler.
   */
  'canceledImageIds'?: (string)[];
}

/**
 * It is deleted.
 */
export interface DeleteGenerationResponse {
  /**
   * Images that this request ended; their tasks are to be cancelled at the scheduler.
   */
  'canceledImageIds': (string)[];
}
