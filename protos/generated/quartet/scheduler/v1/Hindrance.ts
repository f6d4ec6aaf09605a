// Original file: protos/quartet/scheduler/v1/admin.proto

import type { HindranceKindInput as _quartet_scheduler_v1_HindranceKindInput, HindranceKind as _quartet_scheduler_v1_HindranceKind } from '../../../quartet/scheduler/v1/HindranceKind.ts';

/**
 * Why a node takes no more tasks than it has.
 */
export interface HindranceInput {
  /**
   * Why.
   */
  'kind'?: (_quartet_scheduler_v1_HindranceKindInput);
  /**
   * Milliseconds that it has been so; 0 where that is not known.
   */
  'sinceMs'?: (number | string);
  /**
   * Milliseconds until it is expected to be over; 0 where that is not known.
   */
  'untilMs'?: (number | string);
  /**
   * What is loaded, where that is why.
   */
  'model'?: (string);
}

/**
 * Why a node takes no more tasks than it has.
 */
export interface Hindrance {
  /**
   * Why.
   */
  'kind': (_quartet_scheduler_v1_HindranceKind);
  /**
   * Milliseconds that it has been so; 0 where that is not known.
   */
  'sinceMs': (number);
  /**
   * Milliseconds until it is expected to be over; 0 where that is not known.
   */
  'untilMs': (number);
  /**
   * What is loaded, where that is why.
   */
  'model': (string);
}
