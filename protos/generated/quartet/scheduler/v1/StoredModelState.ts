// Original file: protos/quartet/scheduler/v1/fleet.proto

/**
 * Where a model that is not in memory stands.
 */
export const StoredModelState = {
  /**
   * Never sent.
   */
  STORED_MODEL_STATE_UNSPECIFIED: 'STORED_MODEL_STATE_UNSPECIFIED',
  /**
   * Can be loaded: by the first task that wants it, or by command.
   */
  STORED_MODEL_STATE_LOADABLE: 'STORED_MODEL_STATE_LOADABLE',
  /**
   * Waits for its turn to be loaded, or is being loaded.
   */
  STORED_MODEL_STATE_LOADING: 'STORED_MODEL_STATE_LOADING',
  /**
   * Corrupt, incomplete, or more than the device holds.
   */
  STORED_MODEL_STATE_UNAVAILABLE: 'STORED_MODEL_STATE_UNAVAILABLE',
} as const;

/**
 * Where a model that is not in memory stands.
 */
export type StoredModelStateInput =
  /**
   * Never sent.
   */
  | 'STORED_MODEL_STATE_UNSPECIFIED'
  | 0
  /**
   * Can be loaded: by the first task that wants it, or by command.
   */
  | 'STORED_MODEL_STATE_LOADABLE'
  | 1
  /**
   * Waits for its turn to be loaded, or is being loaded.
   */
  | 'STORED_MODEL_STATE_LOADING'
  | 2
  /**
   * Corrupt, incomplete, or more than the device holds.
   */
  | 'STORED_MODEL_STATE_UNAVAILABLE'
  | 3

/**
 * Where a model that is not in memory stands.
 */
export type StoredModelState = typeof StoredModelState[keyof typeof StoredModelState]
