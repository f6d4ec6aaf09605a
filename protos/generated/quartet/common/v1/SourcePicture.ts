// Original file: protos/quartet/common/v1/task.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A stored picture that a task works on.
 */
export interface SourcePictureInput {
  /**
   * Presigned URL for a GET, valid for 60 s.
   */
  'url'?: (string);
  /**
   * Bytes of the file.
   */
  'sizeBytes'?: (number | string | Long);
  /**
   * SHA-256 of the file, lower-case hex; anything else is refused with digest_mismatch.
   */
  'sha256'?: (string);
  /**
   * Pixels.
   */
  'width'?: (number);
  /**
   * Pixels.
   */
  'height'?: (number);
}

/**
 * A stored picture that a task works on.
 */
export interface SourcePicture {
  /**
   * Presigned URL for a GET, valid for 60 s.
   */
  'url': (string);
  /**
   * Bytes of the file.
   */
  'sizeBytes': (number);
  /**
   * SHA-256 of the file, lower-case hex; anything else is refused with digest_mismatch.
   */
  'sha256': (string);
  /**
   * Pixels.
   */
  'width': (number);
  /**
   * Pixels.
   */
  'height': (number);
}
