// Original file: protos/quartet/node/v1/node.proto

import type { ReasonInput as _quartet_common_v1_ReasonInput, Reason as _quartet_common_v1_Reason } from '../../../quartet/common/v1/Reason.ts';

/**
 * The task has ended without a picture.
 */
export interface RunFailedInput {
  /**
   * Why. Never a message or a stack: those could carry a prompt.
   */
  'reason'?: (_quartet_common_v1_ReasonInput);
}

/**
 * The task has ended without a picture.
 */
export interface RunFailed {
  /**
   * Why. Never a message or a stack: those could carry a prompt.
   */
  'reason': (_quartet_common_v1_Reason);
}
