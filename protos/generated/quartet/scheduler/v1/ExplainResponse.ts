// Original file: protos/quartet/scheduler/v1/admin.proto

import type { WaitingForInput as _quartet_scheduler_v1_WaitingForInput, WaitingFor as _quartet_scheduler_v1_WaitingFor } from '../../../quartet/scheduler/v1/WaitingFor.ts';
import type { LeaseInput as _quartet_common_v1_LeaseInput, Lease as _quartet_common_v1_Lease } from '../../../quartet/common/v1/Lease.ts';
import type { ReasonInput as _quartet_common_v1_ReasonInput, Reason as _quartet_common_v1_Reason } from '../../../quartet/common/v1/Reason.ts';
import type { ReleaseInput as _quartet_scheduler_v1_ReleaseInput, Release as _quartet_scheduler_v1_Release } from '../../../quartet/scheduler/v1/Release.ts';

/**
 * Why a task waits or where it runs.
 */
export interface ExplainResponseInput {
  /**
   * What keeps it waiting.
   */
  'waitingFor'?: (_quartet_scheduler_v1_WaitingForInput);
  /**
   * Milliseconds since it was first placed.
   */
  'waitingMs'?: (number | string);
  /**
   * Its lease, where it runs.
   */
  'lease'?: (_quartet_common_v1_LeaseInput | null);
  /**
   * When it is expected to start, milliseconds from now.
   */
  'estimateMs'?: (number | string);
  /**
   * Times it was placed again, and why the last time.
   */
  'placedAgain'?: (number);
  /**
   * Why it was placed again the last time.
   */
  'placedAgainReason'?: (_quartet_common_v1_ReasonInput);
  /**
   * Milliseconds since it was last put into the queue; 0 where it does not wait.
   */
  'queuedMs'?: (number | string);
  /**
   * Tasks before it in the order of service, from 0.
   */
  'position'?: (number);
  /**
   * What would free it, the first expected first and what nobody knows the time of last; at most eight.
   */
  'releases'?: (_quartet_scheduler_v1_ReleaseInput)[];
}

/**
 * Why a task waits or where it runs.
 */
export interface ExplainResponse {
  /**
   * What keeps it waiting.
   */
  'waitingFor': (_quartet_scheduler_v1_WaitingFor);
  /**
   * Milliseconds since it was first placed.
   */
  'waitingMs': (number);
  /**
   * Its lease, where it runs.
   */
  'lease': (_quartet_common_v1_Lease | null);
  /**
   * When it is expected to start, milliseconds from now.
   */
  'estimateMs': (number);
  /**
   * Times it was placed again, and why the last time.
   */
  'placedAgain': (number);
  /**
   * Why it was placed again the last time.
   */
  'placedAgainReason': (_quartet_common_v1_Reason);
  /**
   * Milliseconds since it was last put into the queue; 0 where it does not wait.
   */
  'queuedMs': (number);
  /**
   * Tasks before it in the order of service, from 0.
   */
  'position': (number);
  /**
   * What would free it, the first expected first and what nobody knows the time of last; at most eight.
   */
  'releases': (_quartet_scheduler_v1_Release)[];
}
