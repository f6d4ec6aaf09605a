// Original file: protos/quartet/scheduler/v1/placement.proto

import type { QueuedInput as _quartet_scheduler_v1_QueuedInput, Queued as _quartet_scheduler_v1_Queued } from '../../../quartet/scheduler/v1/Queued.ts';
import type { LeaseInput as _quartet_common_v1_LeaseInput, Lease as _quartet_common_v1_Lease } from '../../../quartet/common/v1/Lease.ts';
import type { RefusedInput as _quartet_scheduler_v1_RefusedInput, Refused as _quartet_scheduler_v1_Refused } from '../../../quartet/scheduler/v1/Refused.ts';

/**
 * The scheduler's word on one task. After leased or refused nothing follows until it is placed again.
 */
export interface PlaceResponseInput {
  /**
   * The task this is about.
   */
  'taskId'?: (string);
  /**
   * It waits; sent again when position or estimate change.
   */
  'queued'?: (_quartet_scheduler_v1_QueuedInput | null);
  /**
   * It may run.
   */
  'leased'?: (_quartet_common_v1_LeaseInput | null);
  /**
   * It will never run.
   */
  'refused'?: (_quartet_scheduler_v1_RefusedInput | null);
  /**
   * What happened.
   */
  'event'?: "queued"|"leased"|"refused";
}

/**
 * The scheduler's word on one task. After leased or refused nothing follows until it is placed again.
 */
export interface PlaceResponse {
  /**
   * The task this is about.
   */
  'taskId': (string);
  /**
   * It waits; sent again when position or estimate change.
   */
  'queued'?: (_quartet_scheduler_v1_Queued | null);
  /**
   * It may run.
   */
  'leased'?: (_quartet_common_v1_Lease | null);
  /**
   * It will never run.
   */
  'refused'?: (_quartet_scheduler_v1_Refused | null);
  /**
   * What happened.
   */
  'event'?: "queued"|"leased"|"refused";
}
