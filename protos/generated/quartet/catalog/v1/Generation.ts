// Original file: protos/quartet/catalog/v1/catalog.proto

import type { GenerationStatusInput as _quartet_catalog_v1_GenerationStatusInput, GenerationStatus as _quartet_catalog_v1_GenerationStatus } from '../../../quartet/catalog/v1/GenerationStatus.ts';
import type { GenerationOptionsInput as _quartet_catalog_v1_GenerationOptionsInput, GenerationOptions as _quartet_catalog_v1_GenerationOptions } from '../../../quartet/catalog/v1/GenerationOptions.ts';
import type { ImageInput as _quartet_catalog_v1_ImageInput, Image as _quartet_catalog_v1_Image } from '../../../quartet/catalog/v1/Image.ts';
import type { ActionInput as _quartet_catalog_v1_ActionInput, Action as _quartet_catalog_v1_Action } from '../../../quartet/catalog/v1/Action.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A generation as one viewer may see it.
 */
export interface GenerationInput {
  /**
   * gen_….
   */
  'id'?: (string);
  /**
   * Its state.
   */
  'status'?: (_quartet_catalog_v1_GenerationStatusInput);
  /**
   * When it was accepted, Unix milliseconds.
   */
  'createdAtMs'?: (number | string | Long);
  /**
   * What was asked.
   */
  'options'?: (_quartet_catalog_v1_GenerationOptionsInput | null);
  /**
   * The images the viewer may see, by index.
   */
  'images'?: (_quartet_catalog_v1_ImageInput)[];
  /**
   * How many facts there are.
   */
  'factCount'?: (number);
  /**
   * When its last image ended, Unix milliseconds; 0 while it runs.
   */
  'endedAtMs'?: (number | string | Long);
  /**
   * Whose it is.
   */
  'ownerId'?: (string);
  /**
   * How its images are made.
   */
  'action'?: (_quartet_catalog_v1_ActionInput);
  /**
   * The image they are made from; empty for none or one the viewer may not see.
   */
  'parentId'?: (string);
}

/**
 * A generation as one viewer may see it.
 */
export interface Generation {
  /**
   * gen_….
   */
  'id': (string);
  /**
   * Its state.
   */
  'status': (_quartet_catalog_v1_GenerationStatus);
  /**
   * When it was accepted, Unix milliseconds.
   */
  'createdAtMs': (number);
  /**
   * What was asked.
   */
  'options': (_quartet_catalog_v1_GenerationOptions | null);
  /**
   * The images the viewer may see, by index.
   */
  'images': (_quartet_catalog_v1_Image)[];
  /**
   * How many facts there are.
   */
  'factCount': (number);
  /**
   * When its last image ended, Unix milliseconds; 0 while it runs.
   */
  'endedAtMs': (number);
  /**
   * Whose it is.
   */
  'ownerId': (string);
  /**
   * How its images are made.
   */
  'action': (_quartet_catalog_v1_Action);
  /**
   * The image they are made from; empty for none or one the viewer may not see.
   */
  'parentId': (string);
}
