// Original file: protos/quartet/catalog/v1/catalog.proto

import type { GenerationInput as _quartet_catalog_v1_GenerationInput, Generation as _quartet_catalog_v1_Generation } from '../../../quartet/catalog/v1/Generation.ts';

/**
 * A generation.
 */
export interface GetGenerationResponseInput {
  /**
   * It.
   */
  'generation'?: (_quartet_catalog_v1_GenerationInput | null);
}

/**
 * A generation.
 */
export interface GetGenerationResponse {
  /**
   * It.
   */
  'generation': (_quartet_catalog_v1_Generation | null);
}
