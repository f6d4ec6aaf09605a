// Original file: protos/quartet/node/v1/node.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A checkpoint is stored.
 */
export interface CheckpointStoredInput {
  /**
   * Steps done.
   */
  'step'?: (number);
  /**
   * Bytes of the stored file.
   */
  'sizeBytes'?: (number | string | Long);
  /**
   * SHA-256 of it, lower-case hex.
   */
  'sha256'?: (string);
}

/**
 * A checkpoint is stored.
 */
export interface CheckpointStored {
  /**
   * Steps done.
   */
  'step': (number);
  /**
   * Bytes of the stored file.
   */
  'sizeBytes': (number);
  /**
   * SHA-256 of it, lower-case hex.
   */
  'sha256': (string);
}
