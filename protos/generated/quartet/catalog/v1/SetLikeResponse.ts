// Original file: protos/quartet/catalog/v1/catalog.proto

import type { ImageInput as _quartet_catalog_v1_ImageInput, Image as _quartet_catalog_v1_Image } from '../../../quartet/catalog/v1/Image.ts';

/**
 * It holds.
 */
export interface SetLikeResponseInput {
  /**
   * The image after it.
   */
  'image'?: (_quartet_catalog_v1_ImageInput | null);
}

/**
 * It holds.
 */
export interface SetLikeResponse {
  /**
   * The image after it.
   */
  'image': (_quartet_catalog_v1_Image | null);
}
