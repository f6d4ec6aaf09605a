// Original file: protos/quartet/node/v1/node.proto

import type { ResidentModelInput as _quartet_node_v1_ResidentModelInput, ResidentModel as _quartet_node_v1_ResidentModel } from '../../../quartet/node/v1/ResidentModel.ts';

/**
 * What a node is and has loaded.
 */
export interface InfoResponseInput {
  /**
   * Its id, stable over restarts of the process.
   */
  'nodeId'?: (string);
  /**
   * Which kind of node it is.
   */
  'pool'?: (string);
  /**
   * The onnxruntime execution provider in use, such as "cpu" or "cuda".
   */
  'provider'?: (string);
  /**
   * Models in memory.
   */
  'models'?: (_quartet_node_v1_ResidentModelInput)[];
  /**
   * Tasks running now.
   */
  'running'?: (number);
  /**
   * The most samples in one call.
   */
  'batchCap'?: (number);
}

/**
 * What a node is and has loaded.
 */
export interface InfoResponse {
  /**
   * Its id, stable over restarts of the process.
   */
  'nodeId': (string);
  /**
   * Which kind of node it is.
   */
  'pool': (string);
  /**
   * The onnxruntime execution provider in use, such as "cpu" or "cuda".
   */
  'provider': (string);
  /**
   * Models in memory.
   */
  'models': (_quartet_node_v1_ResidentModel)[];
  /**
   * Tasks running now.
   */
  'running': (number);
  /**
   * The most samples in one call.
   */
  'batchCap': (number);
}
