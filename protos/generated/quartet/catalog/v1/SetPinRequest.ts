// Original file: protos/quartet/catalog/v1/catalog.proto

import type { ViewerInput as _quartet_catalog_v1_ViewerInput, Viewer as _quartet_catalog_v1_Viewer } from '../../../quartet/catalog/v1/Viewer.ts';

/**
 * Pins an image or no longer.
 */
export interface SetPinRequestInput {
  /**
   * Who asks.
   */
  'viewer'?: (_quartet_catalog_v1_ViewerInput | null);
  /**
   * The image; ready, and the viewer's own.
   */
  'imageId'?: (string);
  /**
   * Whether it is pinned from now on.
   */
  'pinned'?: (boolean);
}

/**
 * Pins an image or no longer.
 */
export interface SetPinRequest {
  /**
   * Who asks.
   */
  'viewer': (_quartet_catalog_v1_Viewer | null);
  /**
   * The image; ready, and the viewer's own.
   */
  'imageId': (string);
  /**
   * Whether it is pinned from now on.
   */
  'pinned': (boolean);
}
