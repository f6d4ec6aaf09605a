// Original file: protos/quartet/catalog/v1/catalog.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Where it lies.
 */
export interface LocateFileResponseInput {
  /**
   * Key in the bucket.
   */
  'objectKey'?: (string);
  /**
   * Its media type as stored.
   */
  'mediaType'?: (string);
  /**
   * Bytes.
   */
  'sizeBytes'?: (number | string | Long);
  /**
   * SHA-256, lower-case hex.
   */
  'sha256'?: (string);
  /**
   * Whether the viewer's plan downloads the stored PNG; else it is given as JPG.
   */
  'pngAllowed'?: (boolean);
}

/**
 * Where it lies.
 */
export interface LocateFileResponse {
  /**
   * Key in the bucket.
   */
  'objectKey': (string);
  /**
   * Its media type as stored.
   */
  'mediaType': (string);
  /**
   * Bytes.
   */
  'sizeBytes': (number);
  /**
   * SHA-256, lower-case hex.
   */
  'sha256': (string);
  /**
   * Whether the viewer's plan downloads the stored PNG; else it is given as JPG.
   */
  'pngAllowed': (boolean);
}
