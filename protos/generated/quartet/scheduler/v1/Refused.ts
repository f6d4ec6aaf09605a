// Original file: protos/quartet/scheduler/v1/placement.proto

import type { ReasonInput as _quartet_common_v1_ReasonInput, Reason as _quartet_common_v1_Reason } from '../../../quartet/common/v1/Reason.ts';

/**
 * A task will never run.
 */
export interface RefusedInput {
  /**
   * Why.
   */
  'reason'?: (_quartet_common_v1_ReasonInput);
}

/**
 * A task will never run.
 */
export interface Refused {
  /**
   * Why.
   */
  'reason': (_quartet_common_v1_Reason);
}
