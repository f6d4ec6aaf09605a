// Original file: protos/quartet/node/v1/node.proto


/**
 * Where the finished picture goes.
 */
export interface UploadGrantInput {
  /**
   * Presigned URL for one PUT of the announced size and digest, valid for 60 s.
   */
  'url'?: (string);
  /**
   * Headers that were signed and must be sent with the PUT.
   */
  'headers'?: ({[key: string]: string});
}

/**
 * Where the finished picture goes.
 */
export interface UploadGrant {
  /**
   * Presigned URL for one PUT of the announced size and digest, valid for 60 s.
   */
  'url': (string);
  /**
   * Headers that were signed and must be sent with the PUT.
   */
  'headers': ({[key: string]: string});
}
