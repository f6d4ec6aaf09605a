// Original file: protos/quartet/node/v1/node.proto

import type { StepTimeInput as _quartet_node_v1_StepTimeInput, StepTime as _quartet_node_v1_StepTime } from '../../../quartet/node/v1/StepTime.ts';
import type { StageInput as _quartet_common_v1_StageInput, Stage as _quartet_common_v1_Stage } from '../../../quartet/common/v1/Stage.ts';
import type { ShapeProfileInput as _quartet_node_v1_ShapeProfileInput, ShapeProfile as _quartet_node_v1_ShapeProfile } from '../../../quartet/node/v1/ShapeProfile.ts';

/**
 * A model in a node's memory.
 */
export interface ResidentModelInput {
  /**
   * Its id in the store.
   */
  'model'?: (string);
  /**
   * Digest of its files, lower-case hex SHA-256 over the manifest.
   */
  'digest'?: (string);
  /**
   * Step time by batch size as measured at load and corrected while running.
   */
  'stepTimes'?: (_quartet_node_v1_StepTimeInput)[];
  /**
   * Everything but the steps for one picture (encoding, decoding, finish), milliseconds.
   */
  'overheadMs'?: (number | string);
  /**
   * What kind of work it does.
   */
  'stage'?: (_quartet_common_v1_StageInput);
  /**
   * The most samples of it in one call: no more than the node's cap, and no more than pays.
   */
  'batchCap'?: (number);
  /**
   * The same for each shape that was measured. The fields above are those of the model's usual shape.
   */
  'shapes'?: (_quartet_node_v1_ShapeProfileInput)[];
}

/**
 * A model in a node's memory.
 */
export interface ResidentModel {
  /**
   * Its id in the store.
   */
  'model': (string);
  /**
   * Digest of its files, lower-case hex SHA-256 over the manifest.
   */
  'digest': (string);
  /**
   * Step time by batch size as measured at load and corrected while running.
   */
  'stepTimes': (_quartet_node_v1_StepTime)[];
  /**
   * Everything but the steps for one picture (encoding, decoding, finish), milliseconds.
   */
  'overheadMs': (number);
  /**
   * What kind of work it does.
   */
  'stage': (_quartet_common_v1_Stage);
  /**
   * The most samples of it in one call: no more than the node's cap, and no more than pays.
   */
  'batchCap': (number);
  /**
   * The same for each shape that was measured. The fields above are those of the model's usual shape.
   */
  'shapes': (_quartet_node_v1_ShapeProfile)[];
}
