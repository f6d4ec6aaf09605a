// Original file: protos/quartet/catalog/v1/catalog.proto

import type { ViewerInput as _quartet_catalog_v1_ViewerInput, Viewer as _quartet_catalog_v1_Viewer } from '../../../quartet/catalog/v1/Viewer.ts';

/**
 * Asks for facts.
 */
export interface ListFactsRequestInput {
  /**
   * Who asks.
   */
  'viewer'?: (_quartet_catalog_v1_ViewerInput | null);
  /**
   * The generation.
   */
  'generationId'?: (string);
  /**
   * Facts with a greater number only.
   */
  'after'?: (number);
}

/**
 * Asks for facts.
 */
export interface ListFactsRequest {
  /**
   * Who asks.
   */
  'viewer': (_quartet_catalog_v1_Viewer | null);
  /**
   * The generation.
   */
  'generationId': (string);
  /**
   * Facts with a greater number only.
   */
  'after': (number);
}
