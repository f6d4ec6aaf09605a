// Original file: protos/quartet/scheduler/v1/fleet.proto

import type { LeaseInput as _quartet_common_v1_LeaseInput, Lease as _quartet_common_v1_Lease } from '../../../quartet/common/v1/Lease.ts';

/**
 * Ended tasks are noted.
 */
export interface EndedNotedInput {
  /**
   * Their leases.
   */
  'leases'?: (_quartet_common_v1_LeaseInput)[];
}

/**
 * Ended tasks are noted.
 */
export interface EndedNoted {
  /**
   * Their leases.
   */
  'leases': (_quartet_common_v1_Lease)[];
}
