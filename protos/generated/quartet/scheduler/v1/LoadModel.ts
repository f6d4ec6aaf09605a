// Original file: protos/quartet/scheduler/v1/fleet.proto


/**
 * Load a model of the node's store. Nothing happens when it is in memory; others leave for it by least recent use.
 */
export interface LoadModelInput {
  /**
   * Its id.
   */
  'model'?: (string);
  /**
   * Whether it stays until this is said again with false: a pinned model never leaves for another.
   */
  'pinned'?: (boolean);
}

/**
 * Load a model of the node's store. Nothing happens when it is in memory; others leave for it by least recent use.
 */
export interface LoadModel {
  /**
   * Its id.
   */
  'model': (string);
  /**
   * Whether it stays until this is said again with false: a pinned model never leaves for another.
   */
  'pinned': (boolean);
}
