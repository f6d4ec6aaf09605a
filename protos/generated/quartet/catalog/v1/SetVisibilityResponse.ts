// Original file: protos/quartet/catalog/v1/catalog.proto

import type { VisibilityResultInput as _quartet_catalog_v1_VisibilityResultInput, VisibilityResult as _quartet_catalog_v1_VisibilityResult } from '../../../quartet/catalog/v1/VisibilityResult.ts';

/**
 * What became of each.
 */
export interface SetVisibilityResponseInput {
  /**
   * In the order asked.
   */
  'results'?: (_quartet_catalog_v1_VisibilityResultInput)[];
}

/**
 * What became of each.
 */
export interface SetVisibilityResponse {
  /**
   * In the order asked.
   */
  'results': (_quartet_catalog_v1_VisibilityResult)[];
}
