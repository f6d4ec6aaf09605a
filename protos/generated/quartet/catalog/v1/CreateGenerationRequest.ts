// Original file: protos/quartet/catalog/v1/catalog.proto

import type { ViewerInput as _quartet_catalog_v1_ViewerInput, Viewer as _quartet_catalog_v1_Viewer } from '../../../quartet/catalog/v1/Viewer.ts';
import type { GenerationOptionsInput as _quartet_catalog_v1_GenerationOptionsInput, GenerationOptions as _quartet_catalog_v1_GenerationOptions } from '../../../quartet/catalog/v1/GenerationOptions.ts';

/**
 * One press of Generate.
 */
export interface CreateGenerationRequestInput {
  /**
   * Whose it is.
   */
  'viewer'?: (_quartet_catalog_v1_ViewerInput | null);
  /**
   * What is asked.
   */
  'options'?: (_quartet_catalog_v1_GenerationOptionsInput | null);
  /**
   * The caller's Idempotency-Key; empty for none. The same key with the same options answers with the first generation,
   * with others it is refused with idempotency_conflict.
   */
  'idempotencyKey'?: (string);
  /**
   * For logs.
   */
  'requestId'?: (string);
}

/**
 * One press of Generate.
 */
export interface CreateGenerationRequest {
  /**
   * Whose it is.
   */
  'viewer': (_quartet_catalog_v1_Viewer | null);
  /**
   * What is asked.
   */
  'options': (_quartet_catalog_v1_GenerationOptions | null);
  /**
   * The caller's Idempotency-Key; empty for none. The same key with the same options answers with the first generation,
   * with others it is refused with idempotency_conflict.
   */
  'idempotencyKey': (string);
  /**
   * For logs.
   */
  'requestId': (string);
}
