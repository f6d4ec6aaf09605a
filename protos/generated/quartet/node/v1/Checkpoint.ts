// Original file: protos/quartet/node/v1/checkpoint.proto

import type { Long } from '@grpc/proto-loader';

/**
 * A sample frozen between two steps, or after the last; another node continues it to the same pixels.
 */
export interface CheckpointInput {
  /**
   * Format of this message; readers refuse what they do not know.
   */
  'formatVersion'?: (number);
  /**
   * The task it belongs to.
   */
  'taskId'?: (string);
  /**
   * Digest of the model that painted so far; resuming under another is refused.
   */
  'modelDigest'?: (string);
  /**
   * The sampler's diffusers class name.
   */
  'sampler'?: (string);
  /**
   * Steps done.
   */
  'step'?: (number);
  /**
   * Steps in all.
   */
  'steps'?: (number);
  /**
   * Latents [channels, height, width], float32 little-endian.
   */
  'latents'?: (Buffer | Uint8Array | string);
  /**
   * The sampler's memory, in an order each sampler fixes, float32 little-endian [channels, height, width] each.
   */
  'samplerState'?: (Buffer | Uint8Array | string)[];
  /**
   * Numbers drawn so far from the sample's noise generator.
   */
  'noisePosition'?: (number | string | Long);
  /**
   * SHA-256 of all of the above in field order, lower-case hex.
   */
  'sha256'?: (string);
}

/**
 * A sample frozen between two steps, or after the last; another node continues it to the same pixels.
 */
export interface Checkpoint {
  /**
   * Format of this message; readers refuse what they do not know.
   */
  'formatVersion': (number);
  /**
   * The task it belongs to.
   */
  'taskId': (string);
  /**
   * Digest of the model that painted so far; resuming under another is refused.
   */
  'modelDigest': (string);
  /**
   * The sampler's diffusers class name.
   */
  'sampler': (string);
  /**
   * Steps done.
   */
  'step': (number);
  /**
   * Steps in all.
   */
  'steps': (number);
  /**
   * Latents [channels, height, width], float32 little-endian.
   */
  'latents': (Buffer);
  /**
   * The sampler's memory, in an order each sampler fixes, float32 little-endian [channels, height, width] each.
   */
  'samplerState': (Buffer)[];
  /**
   * Numbers drawn so far from the sample's noise generator.
   */
  'noisePosition': (number);
  /**
   * SHA-256 of all of the above in field order, lower-case hex.
   */
  'sha256': (string);
}
