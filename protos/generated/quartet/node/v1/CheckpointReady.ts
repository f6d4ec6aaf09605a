// Original file: protos/quartet/node/v1/node.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A checkpoint needs a place.
 */
export interface CheckpointReadyInput {
  /**
   * Steps done.
   */
  'step'?: (number);
  /**
   * Bytes of the encoded checkpoint.
   */
  'sizeBytes'?: (number | string | Long);
  /**
   * SHA-256 of it, lower-case hex.
   */
  'sha256'?: (string);
}

/**
 * A checkpoint needs a place.
 */
export interface CheckpointReady {
  /**
   * Steps done.
   */
  'step': (number);
  /**
   * Bytes of the encoded checkpoint.
   */
  'sizeBytes': (number);
  /**
   * SHA-256 of it, lower-case hex.
   */
  'sha256': (string);
}
