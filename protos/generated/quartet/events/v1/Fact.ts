// Original file: protos/quartet/events/v1/events.proto

import type { FactKindInput as _quartet_events_v1_FactKindInput, FactKind as _quartet_events_v1_FactKind } from '../../../quartet/events/v1/FactKind.ts';
import type { ReasonInput as _quartet_common_v1_ReasonInput, Reason as _quartet_common_v1_Reason } from '../../../quartet/common/v1/Reason.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * What the catalog publishes of a generation, each exactly once and in order. Stored in the catalog's table of facts and
 * published to the Redis stream "facts:{generation}" under the entry id "{number}-0", so that a repeat is refused there.
 */
export interface FactInput {
  /**
   * The generation it is about.
   */
  'generationId'?: (string);
  /**
   * Counts up from 1 within a generation, without gaps.
   */
  'number'?: (number);
  /**
   * What happened.
   */
  'kind'?: (_quartet_events_v1_FactKindInput);
  /**
   * The image it is about; empty for facts about the whole generation.
   */
  'imageId'?: (string);
  /**
   * That image's index in the generation, from 0.
   */
  'index'?: (number);
  /**
   * Why, for image.failed.
   */
  'reason'?: (_quartet_common_v1_ReasonInput);
  /**
   * How the generation ended, for generation.completed: "succeeded" or "failed".
   */
  'status'?: (string);
  /**
   * When, Unix milliseconds.
   */
  'atMs'?: (number | string | Long);
}

/**
 * What the catalog publishes of a generation, each exactly once and in order. Stored in the catalog's table of facts and
 * published to the Redis stream "facts:{generation}" under the entry id "{number}-0", so that a repeat is refused there.
 */
export interface Fact {
  /**
   * The generation it is about.
   */
  'generationId': (string);
  /**
   * Counts up from 1 within a generation, without gaps.
   */
  'number': (number);
  /**
   * What happened.
   */
  'kind': (_quartet_events_v1_FactKind);
  /**
   * The image it is about; empty for facts about the whole generation.
   */
  'imageId': (string);
  /**
   * That image's index in the generation, from 0.
   */
  'index': (number);
  /**
   * Why, for image.failed.
   */
  'reason': (_quartet_common_v1_Reason);
  /**
   * How the generation ended, for generation.completed: "succeeded" or "failed".
   */
  'status': (string);
  /**
   * When, Unix milliseconds.
   */
  'atMs': (number);
}
