// Original file: protos/quartet/catalog/v1/catalog.proto

import type { ViewerInput as _quartet_catalog_v1_ViewerInput, Viewer as _quartet_catalog_v1_Viewer } from '../../../quartet/catalog/v1/Viewer.ts';
import type { ActionInput as _quartet_catalog_v1_ActionInput, Action as _quartet_catalog_v1_Action } from '../../../quartet/catalog/v1/Action.ts';

/**
 * Makes one image from another that the viewer may see. The result is private if the other is, else public; it is linked
 * to it. Refused with not_found, then plan_required, then conflict: the image is not ready, or cannot be enlarged further.
 */
export interface TransformImageRequestInput {
  /**
   * Whose the result is.
   */
  'viewer'?: (_quartet_catalog_v1_ViewerInput | null);
  /**
   * The image it is made from.
   */
  'imageId'?: (string);
  /**
   * What is done: upscale or remove_background.
   */
  'action'?: (_quartet_catalog_v1_ActionInput);
  /**
   * As in CreateGenerationRequest.
   */
  'idempotencyKey'?: (string);
  /**
   * For logs.
   */
  'requestId'?: (string);
}

/**
 * Makes one image from another that the viewer may see. The result is private if the other is, else public; it is linked
 * to it. Refused with not_found, then plan_required, then conflict: the image is not ready, or cannot be enlarged further.
 */
export interface TransformImageRequest {
  /**
   * Whose the result is.
   */
  'viewer': (_quartet_catalog_v1_Viewer | null);
  /**
   * The image it is made from.
   */
  'imageId': (string);
  /**
   * What is done: upscale or remove_background.
   */
  'action': (_quartet_catalog_v1_Action);
  /**
   * As in CreateGenerationRequest.
   */
  'idempotencyKey': (string);
  /**
   * For logs.
   */
  'requestId': (string);
}
