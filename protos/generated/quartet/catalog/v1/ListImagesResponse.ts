// Original file: protos/quartet/catalog/v1/catalog.proto

import type { ImageInput as _quartet_catalog_v1_ImageInput, Image as _quartet_catalog_v1_Image } from '../../../quartet/catalog/v1/Image.ts';

/**
 * A page of images.
 */
export interface ListImagesResponseInput {
  /**
   * Newest first.
   */
  'images'?: (_quartet_catalog_v1_ImageInput)[];
  /**
   * For the next page; empty at the end.
   */
  'nextCursor'?: (string);
}

/**
 * A page of images.
 */
export interface ListImagesResponse {
  /**
   * Newest first.
   */
  'images': (_quartet_catalog_v1_Image)[];
  /**
   * For the next page; empty at the end.
   */
  'nextCursor': (string);
}
