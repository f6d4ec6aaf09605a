// Original file: protos/quartet/catalog/v1/catalog.proto

import type { ViewerInput as _quartet_catalog_v1_ViewerInput, Viewer as _quartet_catalog_v1_Viewer } from '../../../quartet/catalog/v1/Viewer.ts';
import type { ImageScopeInput as _quartet_catalog_v1_ImageScopeInput, ImageScope as _quartet_catalog_v1_ImageScope } from '../../../quartet/catalog/v1/ImageScope.ts';
import type { VisibilityInput as _quartet_catalog_v1_VisibilityInput, Visibility as _quartet_catalog_v1_Visibility } from '../../../quartet/catalog/v1/Visibility.ts';

/**
 * Asks for images.
 */
export interface ListImagesRequestInput {
  /**
   * Who asks.
   */
  'viewer'?: (_quartet_catalog_v1_ViewerInput | null);
  /**
   * Which images.
   */
  'scope'?: (_quartet_catalog_v1_ImageScopeInput);
  /**
   * At most this many, 1 to 100.
   */
  'limit'?: (number);
  /**
   * From an earlier answer; empty for the first page.
   */
  'cursor'?: (string);
  /**
   * Of this visibility only; unspecified for all.
   */
  'visibility'?: (_quartet_catalog_v1_VisibilityInput);
}

/**
 * Asks for images.
 */
export interface ListImagesRequest {
  /**
   * Who asks.
   */
  'viewer': (_quartet_catalog_v1_Viewer | null);
  /**
   * Which images.
   */
  'scope': (_quartet_catalog_v1_ImageScope);
  /**
   * At most this many, 1 to 100.
   */
  'limit': (number);
  /**
   * From an earlier answer; empty for the first page.
   */
  'cursor': (string);
  /**
   * Of this visibility only; unspecified for all.
   */
  'visibility': (_quartet_catalog_v1_Visibility);
}
