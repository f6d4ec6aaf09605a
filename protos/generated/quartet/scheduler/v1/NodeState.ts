// Original file: protos/quartet/scheduler/v1/admin.proto

/**
 * Where a node stands.
 */
export const NodeState = {
  /**
   * Never sent.
   */
  NODE_STATE_UNSPECIFIED: 'NODE_STATE_UNSPECIFIED',
  /**
   * It takes tasks.
   */
  NODE_STATE_READY: 'NODE_STATE_READY',
  /**
   * An operator wants no new tasks on it.
   */
  NODE_STATE_CORDONED: 'NODE_STATE_CORDONED',
  /**
   * An operator has it emptied, or emptied already: it stays until it is told otherwise.
   */
  NODE_STATE_DRAINING: 'NODE_STATE_DRAINING',
  /**
   * It is stopping.
   */
  NODE_STATE_STOPPING: 'NODE_STATE_STOPPING',
  /**
   * It has no stream, or has gone silent.
   */
  NODE_STATE_GONE: 'NODE_STATE_GONE',
} as const;

/**
 * Where a node stands.
 */
export type NodeStateInput =
  /**
   * Never sent.
   */
  | 'NODE_STATE_UNSPECIFIED'
  | 0
  /**
   * It takes tasks.
   */
  | 'NODE_STATE_READY'
  | 1
  /**
   * An operator wants no new tasks on it.
   */
  | 'NODE_STATE_CORDONED'
  | 2
  /**
   * An operator has it emptied, or emptied already: it stays until it is told otherwise.
   */
  | 'NODE_STATE_DRAINING'
  | 3
  /**
   * It is stopping.
   */
  | 'NODE_STATE_STOPPING'
  | 4
  /**
   * It has no stream, or has gone silent.
   */
  | 'NODE_STATE_GONE'
  | 5

/**
 * Where a node stands.
 */
export type NodeState = typeof NodeState[keyof typeof NodeState]
