// Original file: protos/quartet/catalog/v1/catalog.proto

import type { LeaseInput as _quartet_common_v1_LeaseInput, Lease as _quartet_common_v1_Lease } from '../../../quartet/common/v1/Lease.ts';

/**
 * A node has begun an image.
 */
export interface RecordStartRequestInput {
  /**
   * The right it paints by.
   */
  'lease'?: (_quartet_common_v1_LeaseInput | null);
}

/**
 * A node has begun an image.
 */
export interface RecordStartRequest {
  /**
   * The right it paints by.
   */
  'lease': (_quartet_common_v1_Lease | null);
}
