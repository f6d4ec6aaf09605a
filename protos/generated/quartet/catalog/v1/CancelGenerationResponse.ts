// Original file: protos/quartet/catalog/v1/catalog.proto

import type { GenerationInput as _quartet_catalog_v1_GenerationInput, Generation as _quartet_catalog_v1_Generation } from '../../../quartet/catalog/v1/Generation.ts';

/**
 * The generation after it.
 */
export interface CancelGenerationResponseInput {
  /**
   * It.
   */
  'generation'?: (_quartet_catalog_v1_GenerationInput | null);
  /**
   * Images that this request ended; their tasks are to be cancelled at the scheduler.
   */
  'canceledImageIds'?: (string)[];
}

/**
 * The generation after it.
 */
export interface CancelGenerationResponse {
  /**
   * It.
   */
  'generation': (_quartet_catalog_v1_Generation | null);
  /**
   * Images that this request ended; their tasks are to be cancelled at the scheduler.
   */
  'canceledImageIds': (string)[];
}
