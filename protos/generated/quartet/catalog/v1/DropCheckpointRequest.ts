// Original file: protos/quartet/catalog/v1/catalog.proto


/**
 * A checkpoint is no good.
 */
export interface DropCheckpointRequestInput {
  /**
   * The image it is of.
   */
  'taskId'?: (string);
  /**
   * SHA-256 that it was recorded with, lower-case hex.
   */
  'sha256'?: (string);
}

/**
 * A checkpoint is no good.
 */
export interface DropCheckpointRequest {
  /**
   * The image it is of.
   */
  'taskId': (string);
  /**
   * SHA-256 that it was recorded with, lower-case hex.
   */
  'sha256': (string);
}
