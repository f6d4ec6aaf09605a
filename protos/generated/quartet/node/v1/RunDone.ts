// Original file: protos/quartet/node/v1/node.proto

import type { Long } from '@grpc/proto-loader';

/**
 * The picture is stored.
 */
export interface RunDoneInput {
  /**
   * SHA-256 of the stored file, lower-case hex.
   */
  'sha256'?: (string);
  /**
   * Size of the stored file, bytes.
   */
  'sizeBytes'?: (number | string | Long);
  /**
   * Width of the stored picture, pixels.
   */
  'width'?: (number);
  /**
   * Height of the stored picture, pixels.
   */
  'height'?: (number);
  /**
   * Device time this sample cost, milliseconds: its share of every call it was in.
   */
  'gpuMs'?: (number | string);
}

/**
 * The picture is stored.
 */
export interface RunDone {
  /**
   * SHA-256 of the stored file, lower-case hex.
   */
  'sha256': (string);
  /**
   * Size of the stored file, bytes.
   */
  'sizeBytes': (number);
  /**
   * Width of the stored picture, pixels.
   */
  'width': (number);
  /**
   * Height of the stored picture, pixels.
   */
  'height': (number);
  /**
   * Device time this sample cost, milliseconds: its share of every call it was in.
   */
  'gpuMs': (number);
}
