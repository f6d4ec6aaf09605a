// Original file: protos/quartet/catalog/v1/catalog.proto


/**
 * A place to put a file.
 */
export interface SignUploadResponseInput {
  /**
   * Presigned URL for one PUT.
   */
  'url'?: (string);
  /**
   * Headers that must be sent with it.
   */
  'headers'?: ({[key: string]: string});
  /**
   * Key in the bucket.
   */
  'objectKey'?: (string);
}

/**
 * A place to put a file.
 */
export interface SignUploadResponse {
  /**
   * Presigned URL for one PUT.
   */
  'url': (string);
  /**
   * Headers that must be sent with it.
   */
  'headers': ({[key: string]: string});
  /**
   * Key in the bucket.
   */
  'objectKey': (string);
}
