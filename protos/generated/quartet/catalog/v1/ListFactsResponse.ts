// Original file: protos/quartet/catalog/v1/catalog.proto

import type { FactInput as _quartet_events_v1_FactInput, Fact as _quartet_events_v1_Fact } from '../../../quartet/events/v1/Fact.ts';

/**
 * Facts.
 */
export interface ListFactsResponseInput {
  /**
   * By number. Empty an hour after the end, when they are swept.
   */
  'facts'?: (_quartet_events_v1_FactInput)[];
}

/**
 * Facts.
 */
export interface ListFactsResponse {
  /**
   * By number. Empty an hour after the end, when they are swept.
   */
  'facts': (_quartet_events_v1_Fact)[];
}
