// Original file: protos/quartet/catalog/v1/catalog.proto

import type { TaskDescriptionInput as _quartet_common_v1_TaskDescriptionInput, TaskDescription as _quartet_common_v1_TaskDescription } from '../../../quartet/common/v1/TaskDescription.ts';
import type { TaskContentInput as _quartet_common_v1_TaskContentInput, TaskContent as _quartet_common_v1_TaskContent } from '../../../quartet/common/v1/TaskContent.ts';
import type { ImageStatusInput as _quartet_catalog_v1_ImageStatusInput, ImageStatus as _quartet_catalog_v1_ImageStatus } from '../../../quartet/catalog/v1/ImageStatus.ts';

/**
 * A task.
 */
export interface GetTaskResponseInput {
  /**
   * What the scheduler may know.
   */
  'description'?: (_quartet_common_v1_TaskDescriptionInput | null);
  /**
   * The private part.
   */
  'content'?: (_quartet_common_v1_TaskContentInput | null);
  /**
   * The image's state.
   */
  'status'?: (_quartet_catalog_v1_ImageStatusInput);
  /**
   * The image's place in its generation, from 0.
   */
  'index'?: (number);
  /**
   * Number of the newest fact of its generation.
   */
  'factNumber'?: (number);
}

/**
 * A task.
 */
export interface GetTaskResponse {
  /**
   * What the scheduler may know.
   */
  'description': (_quartet_common_v1_TaskDescription | null);
  /**
   * The private part.
   */
  'content': (_quartet_common_v1_TaskContent | null);
  /**
   * The image's state.
   */
  'status': (_quartet_catalog_v1_ImageStatus);
  /**
   * The image's place in its generation, from 0.
   */
  'index': (number);
  /**
   * Number of the newest fact of its generation.
   */
  'factNumber': (number);
}
