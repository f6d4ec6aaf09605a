// Original file: protos/quartet/scheduler/v1/fleet.proto

import type { LeaseInput as _quartet_common_v1_LeaseInput, Lease as _quartet_common_v1_Lease } from '../../../quartet/common/v1/Lease.ts';

/**
 * A task on a node.
 */
export interface RunningTaskInput {
  /**
   * The right it runs by.
   */
  'lease'?: (_quartet_common_v1_LeaseInput | null);
  /**
   * What the scheduler may know of it, so that a new scheduler need not ask.
   */
  'model'?: (string);
  /**
   * Steps done so far.
   */
  'step'?: (number);
  /**
   * Steps in all.
   */
  'steps'?: (number);
}

/**
 * A task on a node.
 */
export interface RunningTask {
  /**
   * The right it runs by.
   */
  'lease': (_quartet_common_v1_Lease | null);
  /**
   * What the scheduler may know of it, so that a new scheduler need not ask.
   */
  'model': (string);
  /**
   * Steps done so far.
   */
  'step': (number);
  /**
   * Steps in all.
   */
  'steps': (number);
}
