// Original file: protos/quartet/catalog/v1/catalog.proto

import type { ViewerInput as _quartet_catalog_v1_ViewerInput, Viewer as _quartet_catalog_v1_Viewer } from '../../../quartet/catalog/v1/Viewer.ts';
import type { VisibilityInput as _quartet_catalog_v1_VisibilityInput, Visibility as _quartet_catalog_v1_Visibility } from '../../../quartet/catalog/v1/Visibility.ts';

/**
 * Makes images public or private.
 */
export interface SetVisibilityRequestInput {
  /**
   * Who asks.
   */
  'viewer'?: (_quartet_catalog_v1_ViewerInput | null);
  /**
   * Their ids, 1 to 100.
   */
  'imageIds'?: (string)[];
  /**
   * What they become.
   */
  'visibility'?: (_quartet_catalog_v1_VisibilityInput);
}

/**
 * Makes images public or private.
 */
export interface SetVisibilityRequest {
  /**
   * Who asks.
   */
  'viewer': (_quartet_catalog_v1_Viewer | null);
  /**
   * Their ids, 1 to 100.
   */
  'imageIds': (string)[];
  /**
   * What they become.
   */
  'visibility': (_quartet_catalog_v1_Visibility);
}
