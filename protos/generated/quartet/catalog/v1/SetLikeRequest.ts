// Original file: protos/quartet/catalog/v1/catalog.proto

import type { ViewerInput as _quartet_catalog_v1_ViewerInput, Viewer as _quartet_catalog_v1_Viewer } from '../../../quartet/catalog/v1/Viewer.ts';

/**
 * Likes an image or no longer.
 */
export interface SetLikeRequestInput {
  /**
   * Who asks.
   */
  'viewer'?: (_quartet_catalog_v1_ViewerInput | null);
  /**
   * The image; ready, and one the viewer may see.
   */
  'imageId'?: (string);
  /**
   * Whether the viewer likes it from now on.
   */
  'liked'?: (boolean);
}

/**
 * Likes an image or no longer.
 */
export interface SetLikeRequest {
  /**
   * Who asks.
   */
  'viewer': (_quartet_catalog_v1_Viewer | null);
  /**
   * The image; ready, and one the viewer may see.
   */
  'imageId': (string);
  /**
   * Whether the viewer likes it from now on.
   */
  'liked': (boolean);
}
