// Original file: protos/quartet/catalog/v1/catalog.proto

import type { LeaseInput as _quartet_common_v1_LeaseInput, Lease as _quartet_common_v1_Lease } from '../../../quartet/common/v1/Lease.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A checkpoint is stored.
 */
export interface RecordCheckpointRequestInput {
  /**
   * The right it was made by.
   */
  'lease'?: (_quartet_common_v1_LeaseInput | null);
  /**
   * Steps done.
   */
  'step'?: (number);
  /**
   * Bytes.
   */
  'sizeBytes'?: (number | string | Long);
  /**
   * SHA-256, lower-case hex.
   */
  'sha256'?: (string);
}

/**
 * A checkpoint is stored.
 */
export interface RecordCheckpointRequest {
  /**
   * The right it was made by.
   */
  'lease': (_quartet_common_v1_Lease | null);
  /**
   * Steps done.
   */
  'step': (number);
  /**
   * Bytes.
   */
  'sizeBytes': (number);
  /**
   * SHA-256, lower-case hex.
   */
  'sha256': (string);
}
