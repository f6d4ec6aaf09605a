// Original file: protos/quartet/catalog/v1/catalog.proto

import type { ViewerInput as _quartet_catalog_v1_ViewerInput, Viewer as _quartet_catalog_v1_Viewer } from '../../../quartet/catalog/v1/Viewer.ts';

/**
 * Asks for the viewer's own generations.
 */
export interface ListGenerationsRequestInput {
  /**
   * Who asks.
   */
  'viewer'?: (_quartet_catalog_v1_ViewerInput | null);
  /**
   * At most this many, 1 to 100.
   */
  'limit'?: (number);
  /**
   * From an earlier answer; empty for the first page.
   */
  'cursor'?: (string);
}

/**
 * Asks for the viewer's own generations.
 */
export interface ListGenerationsRequest {
  /**
   * Who asks.
   */
  'viewer': (_quartet_catalog_v1_Viewer | null);
  /**
   * At most this many, 1 to 100.
   */
  'limit': (number);
  /**
   * From an earlier answer; empty for the first page.
   */
  'cursor': (string);
}
