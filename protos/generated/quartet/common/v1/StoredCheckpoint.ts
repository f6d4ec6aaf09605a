// Original file: protos/quartet/common/v1/task.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A sample that was frozen between two steps or after the last: an encoded node.v1.Checkpoint in the store.
 */
export interface StoredCheckpointInput {
  /**
   * Presigned URL for a GET, valid for 60 s.
   */
  'url'?: (string);
  /**
   * Bytes of the file.
   */
  'sizeBytes'?: (number | string | Long);
  /**
   * SHA-256 of the file, lower-case hex; anything else is not used.
   */
  'sha256'?: (string);
  /**
   * Steps done.
   */
  'step'?: (number);
}

/**
 * A sample that was frozen between two steps or after the last: an encoded node.v1.Checkpoint in the store.
 */
export interface StoredCheckpoint {
  /**
   * Presigned URL for a GET, valid for 60 s.
   */
  'url': (string);
  /**
   * Bytes of the file.
   */
  'sizeBytes': (number);
  /**
   * SHA-256 of the file, lower-case hex; anything else is not used.
   */
  'sha256': (string);
  /**
   * Steps done.
   */
  'step': (number);
}
