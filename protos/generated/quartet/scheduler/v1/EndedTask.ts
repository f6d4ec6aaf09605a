// Original file: protos/quartet/scheduler/v1/fleet.proto

import type { LeaseInput as _quartet_common_v1_LeaseInput, Lease as _quartet_common_v1_Lease } from '../../../quartet/common/v1/Lease.ts';
import type { ReasonInput as _quartet_common_v1_ReasonInput, Reason as _quartet_common_v1_Reason } from '../../../quartet/common/v1/Reason.ts';

/**
 * A task that ended on a node.
 */
export interface EndedTaskInput {
  /**
   * The right it ran by.
   */
  'lease'?: (_quartet_common_v1_LeaseInput | null);
  /**
   * Unspecified when it ended well.
   */
  'reason'?: (_quartet_common_v1_ReasonInput);
  /**
   * Device time it cost, milliseconds.
   */
  'gpuMs'?: (number | string);
}

/**
 * A task that ended on a node.
 */
export interface EndedTask {
  /**
   * The right it ran by.
   */
  'lease': (_quartet_common_v1_Lease | null);
  /**
   * Unspecified when it ended well.
   */
  'reason': (_quartet_common_v1_Reason);
  /**
   * Device time it cost, milliseconds.
   */
  'gpuMs': (number);
}
