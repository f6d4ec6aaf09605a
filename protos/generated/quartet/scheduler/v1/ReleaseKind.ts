// Original file: protos/quartet/scheduler/v1/admin.proto

/**
 * What would free a waiting task.
 */
export const ReleaseKind = {
  /**
   * Never sent.
   */
  RELEASE_KIND_UNSPECIFIED: 'RELEASE_KIND_UNSPECIFIED',
  /**
   * A task ends on a node that takes its model.
   */
  RELEASE_KIND_TASK_ENDS: 'RELEASE_KIND_TASK_ENDS',
  /**
   * A node has loaded its model, or may load it.
   */
  RELEASE_KIND_MODEL_LOADED: 'RELEASE_KIND_MODEL_LOADED',
  /**
   * A node that a worker could not reach is tried again.
   */
  RELEASE_KIND_NODE_TRIED_AGAIN: 'RELEASE_KIND_NODE_TRIED_AGAIN',
  /**
   * A node that has its model reports again.
   */
  RELEASE_KIND_NODE_RETURNS: 'RELEASE_KIND_NODE_RETURNS',
  /**
   * An operator has a node that has its model take tasks again.
   */
  RELEASE_KIND_NODE_UNCORDONED: 'RELEASE_KIND_NODE_UNCORDONED',
  /**
   * A node joins that has its model or can load it.
   */
  RELEASE_KIND_NODE_JOINS: 'RELEASE_KIND_NODE_JOINS',
  /**
   * A task of the same tenant ends.
   */
  RELEASE_KIND_TENANT_TASK_ENDS: 'RELEASE_KIND_TENANT_TASK_ENDS',
  /**
   * The scheduler has listened long enough after its takeover.
   */
  RELEASE_KIND_LISTENING_ENDS: 'RELEASE_KIND_LISTENING_ENDS',
} as const;

/**
 * What would free a waiting task.
 */
export type ReleaseKindInput =
  /**
   * Never sent.
   */
  | 'RELEASE_KIND_UNSPECIFIED'
  | 0
  /**
   * A task ends on a node that takes its model.
   */
  | 'RELEASE_KIND_TASK_ENDS'
  | 1
  /**
   * A node has loaded its model, or may load it.
   */
  | 'RELEASE_KIND_MODEL_LOADED'
  | 2
  /**
   * A node that a worker could not reach is tried again.
   */
  | 'RELEASE_KIND_NODE_TRIED_AGAIN'
  | 3
  /**
   * A node that has its model reports again.
   */
  | 'RELEASE_KIND_NODE_RETURNS'
  | 4
  /**
   * An operator has a node that has its model take tasks again.
   */
  | 'RELEASE_KIND_NODE_UNCORDONED'
  | 5
  /**
   * A node joins that has its model or can load it.
   */
  | 'RELEASE_KIND_NODE_JOINS'
  | 6
  /**
   * A task of the same tenant ends.
   */
  | 'RELEASE_KIND_TENANT_TASK_ENDS'
  | 7
  /**
   * The scheduler has listened long enough after its takeover.
   */
  | 'RELEASE_KIND_LISTENING_ENDS'
  | 8

/**
 * What would free a waiting task.
 */
export type ReleaseKind = typeof ReleaseKind[keyof typeof ReleaseKind]
