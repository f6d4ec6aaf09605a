// Original file: protos/quartet/catalog/v1/catalog.proto

import type { ReasonInput as _quartet_common_v1_ReasonInput, Reason as _quartet_common_v1_Reason } from '../../../quartet/common/v1/Reason.ts';

/**
 * An image has failed for good.
 */
export interface RecordFailureRequestInput {
  /**
   * The image.
   */
  'taskId'?: (string);
  /**
   * Why.
   */
  'reason'?: (_quartet_common_v1_ReasonInput);
}

/**
 * An image has failed for good.
 */
export interface RecordFailureRequest {
  /**
   * The image.
   */
  'taskId': (string);
  /**
   * Why.
   */
  'reason': (_quartet_common_v1_Reason);
}
