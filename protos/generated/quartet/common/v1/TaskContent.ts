// Original file: protos/quartet/common/v1/task.proto

import type { PaintWorkInput as _quartet_common_v1_PaintWorkInput, PaintWork as _quartet_common_v1_PaintWork } from '../../../quartet/common/v1/PaintWork.ts';
import type { UpscaleWorkInput as _quartet_common_v1_UpscaleWorkInput, UpscaleWork as _quartet_common_v1_UpscaleWork } from '../../../quartet/common/v1/UpscaleWork.ts';
import type { MatteWorkInput as _quartet_common_v1_MatteWorkInput, MatteWork as _quartet_common_v1_MatteWork } from '../../../quartet/common/v1/MatteWork.ts';
import type { StoredCheckpointInput as _quartet_common_v1_StoredCheckpointInput, StoredCheckpoint as _quartet_common_v1_StoredCheckpoint } from '../../../quartet/common/v1/StoredCheckpoint.ts';

/**
 * What a node needs to do a task: its private part. Travels from the catalog through the worker to the node and is never
 * stored on the way, logged, or put into a workflow history, metric, key or queue.
 */
export interface TaskContentInput {
  /**
   * Id of the model in the store.
   */
  'model'?: (string);
  /**
   * Width of the stored picture, pixels.
   */
  'width'?: (number);
  /**
   * Height of the stored picture, pixels.
   */
  'height'?: (number);
  /**
   * STAGE_PAINT.
   */
  'paint'?: (_quartet_common_v1_PaintWorkInput | null);
  /**
   * STAGE_UPSCALE.
   */
  'upscale'?: (_quartet_common_v1_UpscaleWorkInput | null);
  /**
   * STAGE_MATTE.
   */
  'matte'?: (_quartet_common_v1_MatteWorkInput | null);
  /**
   * Where an earlier lease got to; absent: from the start. A node that cannot use it starts from the seed.
   */
  'checkpoint'?: (_quartet_common_v1_StoredCheckpointInput | null);
  /**
   * What is to be done, by stage.
   */
  'work'?: "paint"|"upscale"|"matte";
}

/**
 * What a node needs to do a task: its private part. Travels from the catalog through the worker to the node and is never
 * stored on the way, logged, or put into a workflow history, metric, key or queue.
 */
export interface TaskContent {
  /**
   * Id of the model in the store.
   */
  'model': (string);
  /**
   * Width of the stored picture, pixels.
   */
  'width': (number);
  /**
   * Height of the stored picture, pixels.
   */
  'height': (number);
  /**
   * STAGE_PAINT.
   */
  'paint'?: (_quartet_common_v1_PaintWork | null);
  /**
   * STAGE_UPSCALE.
   */
  'upscale'?: (_quartet_common_v1_UpscaleWork | null);
  /**
   * STAGE_MATTE.
   */
  'matte'?: (_quartet_common_v1_MatteWork | null);
  /**
   * Where an earlier lease got to; absent: from the start. A node that cannot use it starts from the seed.
   */
  'checkpoint': (_quartet_common_v1_StoredCheckpoint | null);
  /**
   * What is to be done, by stage.
   */
  'work'?: "paint"|"upscale"|"matte";
}
