// Original file: protos/quartet/scheduler/v1/fleet.proto


/**
 * Let a model go. Tasks that run on it end first; it is loaded again when one asks for it.
 */
export interface EvictModelInput {
  /**
   * Its id.
   */
  'model'?: (string);
}

/**
 * Let a model go. Tasks that run on it end first; it is loaded again when one asks for it.
 */
export interface EvictModel {
  /**
   * Its id.
   */
  'model': (string);
}
