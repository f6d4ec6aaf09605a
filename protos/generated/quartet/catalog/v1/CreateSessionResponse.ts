// Original file: protos/quartet/catalog/v1/catalog.proto

import type { ViewerInput as _quartet_catalog_v1_ViewerInput, Viewer as _quartet_catalog_v1_Viewer } from '../../../quartet/catalog/v1/Viewer.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A session.
 */
export interface CreateSessionResponseInput {
  /**
   * The token for the cookie. The database keeps its hash only.
   */
  'session'?: (string);
  /**
   * When it ends, Unix milliseconds.
   */
  'expiresAtMs'?: (number | string | Long);
  /**
   * Whose it is.
   */
  'viewer'?: (_quartet_catalog_v1_ViewerInput | null);
}

/**
 * A session.
 */
export interface CreateSessionResponse {
  /**
   * The token for the cookie. The database keeps its hash only.
   */
  'session': (string);
  /**
   * When it ends, Unix milliseconds.
   */
  'expiresAtMs': (number);
  /**
   * Whose it is.
   */
  'viewer': (_quartet_catalog_v1_Viewer | null);
}
