// Original file: protos/quartet/catalog/v1/catalog.proto

import type { ModelInput as _quartet_catalog_v1_ModelInput, Model as _quartet_catalog_v1_Model } from '../../../quartet/catalog/v1/Model.ts';

/**
 * The models.
 */
export interface ListModelsResponseInput {
  /**
   * The default model first.
   */
  'models'?: (_quartet_catalog_v1_ModelInput)[];
}

/**
 * The models.
 */
export interface ListModelsResponse {
  /**
   * The default model first.
   */
  'models': (_quartet_catalog_v1_Model)[];
}
