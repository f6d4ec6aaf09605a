// Original file: protos/quartet/catalog/v1/catalog.proto

import type { ImageInput as _quartet_catalog_v1_ImageInput, Image as _quartet_catalog_v1_Image } from '../../../quartet/catalog/v1/Image.ts';

/**
 * An image.
 */
export interface GetImageResponseInput {
  /**
   * It.
   */
  'image'?: (_quartet_catalog_v1_ImageInput | null);
}

/**
 * An image.
 */
export interface GetImageResponse {
  /**
   * It.
   */
  'image': (_quartet_catalog_v1_Image | null);
}
