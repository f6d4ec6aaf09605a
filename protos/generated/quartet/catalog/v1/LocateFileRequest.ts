// Original file: protos/quartet/catalog/v1/catalog.proto

import type { ViewerInput as _quartet_catalog_v1_ViewerInput, Viewer as _quartet_catalog_v1_Viewer } from '../../../quartet/catalog/v1/Viewer.ts';
import type { FileKindInput as _quartet_catalog_v1_FileKindInput, FileKind as _quartet_catalog_v1_FileKind } from '../../../quartet/catalog/v1/FileKind.ts';

/**
 * Asks where a file lies.
 */
export interface LocateFileRequestInput {
  /**
   * Who asks.
   */
  'viewer'?: (_quartet_catalog_v1_ViewerInput | null);
  /**
   * The image.
   */
  'imageId'?: (string);
  /**
   * Which of its files.
   */
  'kind'?: (_quartet_catalog_v1_FileKindInput);
}

/**
 * Asks where a file lies.
 */
export interface LocateFileRequest {
  /**
   * Who asks.
   */
  'viewer': (_quartet_catalog_v1_Viewer | null);
  /**
   * The image.
   */
  'imageId': (string);
  /**
   * Which of its files.
   */
  'kind': (_quartet_catalog_v1_FileKind);
}
