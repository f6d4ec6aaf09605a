// Original file: protos/quartet/catalog/v1/catalog.proto

import type { PlanInput as _quartet_common_v1_PlanInput, Plan as _quartet_common_v1_Plan } from '../../../quartet/common/v1/Plan.ts';

/**
 * Who asks. An empty user_id is a viewer without credentials.
 */
export interface ViewerInput {
  /**
   * Their id, usr_….
   */
  'userId'?: (string);
  /**
   * Their plan today.
   */
  'plan'?: (_quartet_common_v1_PlanInput);
  /**
   * Whether they administer this installation.
   */
  'admin'?: (boolean);
  /**
   * Their handle.
   */
  'handle'?: (string);
}

/**
 * Who asks. An empty user_id is a viewer without credentials.
 */
export interface Viewer {
  /**
   * Their id, usr_….
   */
  'userId': (string);
  /**
   * Their plan today.
   */
  'plan': (_quartet_common_v1_Plan);
  /**
   * Whether they administer this installation.
   */
  'admin': (boolean);
  /**
   * Their handle.
   */
  'handle': (string);
}
