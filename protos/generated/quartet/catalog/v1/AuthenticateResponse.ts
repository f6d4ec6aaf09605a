// Original file: protos/quartet/catalog/v1/catalog.proto

import type { ViewerInput as _quartet_catalog_v1_ViewerInput, Viewer as _quartet_catalog_v1_Viewer } from '../../../quartet/catalog/v1/Viewer.ts';

/**
 * Who holds it. Unknown credentials are refused with unauthenticated.
 */
export interface AuthenticateResponseInput {
  /**
   * The holder.
   */
  'viewer'?: (_quartet_catalog_v1_ViewerInput | null);
}

/**
 * Who holds it. Unknown credentials are refused with unauthenticated.
 */
export interface AuthenticateResponse {
  /**
   * The holder.
   */
  'viewer': (_quartet_catalog_v1_Viewer | null);
}
