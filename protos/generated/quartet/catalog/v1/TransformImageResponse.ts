// Original file: protos/quartet/catalog/v1/catalog.proto

import type { GenerationInput as _quartet_catalog_v1_GenerationInput, Generation as _quartet_catalog_v1_Generation } from '../../../quartet/catalog/v1/Generation.ts';

/**
 * It is accepted.
 */
export interface TransformImageResponseInput {
  /**
   * The generation.
   */
  'generation'?: (_quartet_catalog_v1_GenerationInput | null);
  /**
   * Whether an earlier request with the same Idempotency-Key had made it.
   */
  'repeatedRequest'?: (boolean);
}

/**
 * It is accepted.
 */
export interface TransformImageResponse {
  /**
   * The generation.
   */
  'generation': (_quartet_catalog_v1_Generation | null);
  /**
   * Whether an earlier request with the same Idempotency-Key had made it.
   */
  'repeatedRequest': (boolean);
}
