// Original file: protos/quartet/catalog/v1/catalog.proto

import type { ViewerInput as _quartet_catalog_v1_ViewerInput, Viewer as _quartet_catalog_v1_Viewer } from '../../../quartet/catalog/v1/Viewer.ts';

/**
 * Deletes a generation. Refused with not_found, then plan_required.
 */
export interface DeleteGenerationRequestInput {
  /**
   * Who asks.
   */
  'viewer'?: (_quartet_catalog_v1_ViewerInput | null);
  /**
   * Its id.
   */
  'id'?: (string);
}

/**
 * Deletes a generation. Refused with not_found, then plan_required.
 */
export interface DeleteGenerationRequest {
  /**
   * Who asks.
   */
  'viewer': (_quartet_catalog_v1_Viewer | null);
  /**
   * Its id.
   */
  'id': (string);
}
