// Original file: protos/quartet/scheduler/v1/placement.proto

import type { ReasonInput as _quartet_common_v1_ReasonInput, Reason as _quartet_common_v1_Reason } from '../../../quartet/common/v1/Reason.ts';

/**
 * When a task would run.
 */
export interface EstimateResponseInput {
  /**
   * Milliseconds from now until the first of them starts.
   */
  'startMs'?: (number | string);
  /**
   * Milliseconds from now until the last of them ends.
   */
  'finishMs'?: (number | string);
  /**
   * Set where no node could ever run it.
   */
  'refused'?: (_quartet_common_v1_ReasonInput);
}

/**
 * When a task would run.
 */
export interface EstimateResponse {
  /**
   * Milliseconds from now until the first of them starts.
   */
  'startMs': (number);
  /**
   * Milliseconds from now until the last of them ends.
   */
  'finishMs': (number);
  /**
   * Set where no node could ever run it.
   */
  'refused': (_quartet_common_v1_Reason);
}
