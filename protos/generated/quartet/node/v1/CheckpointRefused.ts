// Original file: protos/quartet/node/v1/node.proto


/**
 * No task can go on from a checkpoint.
 */
export interface CheckpointRefusedInput {
  /**
   * SHA-256 that it was to have, lower-case hex.
   */
  'sha256'?: (string);
}

/**
 * No task can go on from a checkpoint.
 */
export interface CheckpointRefused {
  /**
   * SHA-256 that it was to have, lower-case hex.
   */
  'sha256': (string);
}
