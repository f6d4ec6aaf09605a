// Original file: protos/quartet/catalog/v1/catalog.proto

import type { ReasonInput as _quartet_common_v1_ReasonInput, Reason as _quartet_common_v1_Reason } from '../../../quartet/common/v1/Reason.ts';
import type { ImageInput as _quartet_catalog_v1_ImageInput, Image as _quartet_catalog_v1_Image } from '../../../quartet/catalog/v1/Image.ts';
import type { PlanInput as _quartet_common_v1_PlanInput, Plan as _quartet_common_v1_Plan } from '../../../quartet/common/v1/Plan.ts';

/**
 * What became of one.
 */
export interface VisibilityResultInput {
  /**
   * The id as it was asked.
   */
  'imageId'?: (string);
  /**
   * Unspecified when it holds now; else why not.
   */
  'reason'?: (_quartet_common_v1_ReasonInput);
  /**
   * The image after it, where it holds.
   */
  'image'?: (_quartet_catalog_v1_ImageInput | null);
  /**
   * The cheapest plan that may, for plan_required.
   */
  'requiredPlan'?: (_quartet_common_v1_PlanInput);
}

/**
 * What became of one.
 */
export interface VisibilityResult {
  /**
   * The id as it was asked.
   */
  'imageId': (string);
  /**
   * Unspecified when it holds now; else why not.
   */
  'reason': (_quartet_common_v1_Reason);
  /**
   * The image after it, where it holds.
   */
  'image': (_quartet_catalog_v1_Image | null);
  /**
   * The cheapest plan that may, for plan_required.
   */
  'requiredPlan': (_quartet_common_v1_Plan);
}
