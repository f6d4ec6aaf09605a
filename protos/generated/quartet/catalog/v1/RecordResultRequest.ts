// Original file: protos/quartet/catalog/v1/catalog.proto

import type { LeaseInput as _quartet_common_v1_LeaseInput, Lease as _quartet_common_v1_Lease } from '../../../quartet/common/v1/Lease.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * An image is stored.
 */
export interface RecordResultRequestInput {
  /**
   * The right it was painted by.
   */
  'lease'?: (_quartet_common_v1_LeaseInput | null);
  /**
   * SHA-256 of the picture, lower-case hex.
   */
  'sha256'?: (string);
  /**
   * Bytes of the picture.
   */
  'sizeBytes'?: (number | string | Long);
  /**
   * Pixels.
   */
  'width'?: (number);
  /**
   * Pixels.
   */
  'height'?: (number);
  /**
   * Device time it cost, milliseconds.
   */
  'gpuMs'?: (number | string);
  /**
   * ThumbHash, base64.
   */
  'thumbhash'?: (string);
  /**
   * SHA-256 of the thumbnail, lower-case hex.
   */
  'thumbnailSha256'?: (string);
  /**
   * Bytes of the thumbnail.
   */
  'thumbnailSizeBytes'?: (number | string | Long);
}

/**
 * An image is stored.
 */
export interface RecordResultRequest {
  /**
   * The right it was painted by.
   */
  'lease': (_quartet_common_v1_Lease | null);
  /**
   * SHA-256 of the picture, lower-case hex.
   */
  'sha256': (string);
  /**
   * Bytes of the picture.
   */
  'sizeBytes': (number);
  /**
   * Pixels.
   */
  'width': (number);
  /**
   * Pixels.
   */
  'height': (number);
  /**
   * Device time it cost, milliseconds.
   */
  'gpuMs': (number);
  /**
   * ThumbHash, base64.
   */
  'thumbhash': (string);
  /**
   * SHA-256 of the thumbnail, lower-case hex.
   */
  'thumbnailSha256': (string);
  /**
   * Bytes of the thumbnail.
   */
  'thumbnailSizeBytes': (number);
}
