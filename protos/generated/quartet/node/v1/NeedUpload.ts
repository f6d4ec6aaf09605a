// Original file: protos/quartet/node/v1/node.proto

import type { Long } from '@grpc/proto-loader';

/**
 * The picture is finished and needs a place.
 */
export interface NeedUploadInput {
  /**
   * Size of the encoded picture, bytes.
   */
  'sizeBytes'?: (number | string | Long);
  /**
   * SHA-256 of the encoded picture, lower-case hex.
   */
  'sha256'?: (string);
  /**
   * "image/png".
   */
  'mediaType'?: (string);
}

/**
 * The picture is finished and needs a place.
 */
export interface NeedUpload {
  /**
   * Size of the encoded picture, bytes.
   */
  'sizeBytes': (number);
  /**
   * SHA-256 of the encoded picture, lower-case hex.
   */
  'sha256': (string);
  /**
   * "image/png".
   */
  'mediaType': (string);
}
