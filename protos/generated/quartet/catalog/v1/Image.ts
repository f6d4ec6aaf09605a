// Original file: protos/quartet/catalog/v1/catalog.proto

import type { ImageStatusInput as _quartet_catalog_v1_ImageStatusInput, ImageStatus as _quartet_catalog_v1_ImageStatus } from '../../../quartet/catalog/v1/ImageStatus.ts';
import type { ReasonInput as _quartet_common_v1_ReasonInput, Reason as _quartet_common_v1_Reason } from '../../../quartet/common/v1/Reason.ts';
import type { VisibilityInput as _quartet_catalog_v1_VisibilityInput, Visibility as _quartet_catalog_v1_Visibility } from '../../../quartet/catalog/v1/Visibility.ts';
import type { ActionInput as _quartet_catalog_v1_ActionInput, Action as _quartet_catalog_v1_Action } from '../../../quartet/catalog/v1/Action.ts';
import type { GenerationOptionsInput as _quartet_catalog_v1_GenerationOptionsInput, GenerationOptions as _quartet_catalog_v1_GenerationOptions } from '../../../quartet/catalog/v1/GenerationOptions.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * An image as one viewer may see it.
 */
export interface ImageInput {
  /**
   * img_….
   */
  'id'?: (string);
  /**
   * Its generation.
   */
  'generationId'?: (string);
  /**
   * Its place in the generation, from 0.
   */
  'index'?: (number);
  /**
   * Its state.
   */
  'status'?: (_quartet_catalog_v1_ImageStatusInput);
  /**
   * Why it failed.
   */
  'reason'?: (_quartet_common_v1_ReasonInput);
  /**
   * Its own seed.
   */
  'seed'?: (number);
  /**
   * Pixels.
   */
  'width'?: (number);
  /**
   * Pixels.
   */
  'height'?: (number);
  /**
   * Who may see it.
   */
  'visibility'?: (_quartet_catalog_v1_VisibilityInput);
  /**
   * How it is made.
   */
  'action'?: (_quartet_catalog_v1_ActionInput);
  /**
   * The image it was made from; empty for none or one the viewer may not see.
   */
  'parentId'?: (string);
  /**
   * The owner's id.
   */
  'ownerId'?: (string);
  /**
   * The owner's handle.
   */
  'ownerHandle'?: (string);
  /**
   * ThumbHash, base64; empty until ready.
   */
  'thumbhash'?: (string);
  /**
   * When it was accepted, Unix milliseconds.
   */
  'createdAtMs'?: (number | string | Long);
  /**
   * The options of its generation; absent within a Generation, which has them once.
   */
  'options'?: (_quartet_catalog_v1_GenerationOptionsInput | null);
  /**
   * The prompt that Magic Prompt wrote for it; empty where it wrote none.
   */
  'writtenPrompt'?: (string);
  /**
   * How many people like it.
   */
  'likes'?: (number);
  /**
   * Whether the viewer does.
   */
  'liked'?: (boolean);
  /**
   * Whether its owner has pinned it.
   */
  'pinned'?: (boolean);
  /**
   * The viewer's own or public images made from it, newest first, at most 20; only in GetImageResponse.
   */
  'childIds'?: (string)[];
}

/**
 * An image as one viewer may see it.
 */
export interface Image {
  /**
   * img_….
   */
  'id': (string);
  /**
   * Its generation.
   */
  'generationId': (string);
  /**
   * Its place in the generation, from 0.
   */
  'index': (number);
  /**
   * Its state.
   */
  'status': (_quartet_catalog_v1_ImageStatus);
  /**
   * Why it failed.
   */
  'reason': (_quartet_common_v1_Reason);
  /**
   * Its own seed.
   */
  'seed': (number);
  /**
   * Pixels.
   */
  'width': (number);
  /**
   * Pixels.
   */
  'height': (number);
  /**
   * Who may see it.
   */
  'visibility': (_quartet_catalog_v1_Visibility);
  /**
   * How it is made.
   */
  'action': (_quartet_catalog_v1_Action);
  /**
   * The image it was made from; empty for none or one the viewer may not see.
   */
  'parentId': (string);
  /**
   * The owner's id.
   */
  'ownerId': (string);
  /**
   * The owner's handle.
   */
  'ownerHandle': (string);
  /**
   * ThumbHash, base64; empty until ready.
   */
  'thumbhash': (string);
  /**
   * When it was accepted, Unix milliseconds.
   */
  'createdAtMs': (number);
  /**
   * The options of its generation; absent within a Generation, which has them once.
   */
  'options': (_quartet_catalog_v1_GenerationOptions | null);
  /**
   * The prompt that Magic Prompt wrote for it; empty where it wrote none.
   */
  'writtenPrompt': (string);
  /**
   * How many people like it.
   */
  'likes': (number);
  /**
   * Whether the viewer does.
   */
  'liked': (boolean);
  /**
   * Whether its owner has pinned it.
   */
  'pinned': (boolean);
  /**
   * The viewer's own or public images made from it, newest first, at most 20; only in GetImageResponse.
   */
  'childIds': (string)[];
}
