// Original file: protos/quartet/catalog/v1/catalog.proto

import type { GenerationInput as _quartet_catalog_v1_GenerationInput, Generation as _quartet_catalog_v1_Generation } from '../../../quartet/catalog/v1/Generation.ts';

/**
 * A page of generations.
 */
export interface ListGenerationsResponseInput {
  /**
   * Newest first.
   */
  'generations'?: (_quartet_catalog_v1_GenerationInput)[];
  /**
   * For the next page; empty at the end.
   */
  'nextCursor'?: (string);
}

/**
 * A page of generations.
 */
export interface ListGenerationsResponse {
  /**
   * Newest first.
   */
  'generations': (_quartet_catalog_v1_Generation)[];
  /**
   * For the next page; empty at the end.
   */
  'nextCursor': (string);
}
