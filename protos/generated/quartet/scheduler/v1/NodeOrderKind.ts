// Original file: protos/quartet/scheduler/v1/fleet.proto

/**
 * What a node is to do.
 */
export const NodeOrderKind = {
  /**
   * Never sent.
   */
  NODE_ORDER_KIND_UNSPECIFIED: 'NODE_ORDER_KIND_UNSPECIFIED',
  /**
   * Take tasks, as a node does that nobody has said anything of.
   */
  NODE_ORDER_KIND_SERVE: 'NODE_ORDER_KIND_SERVE',
  /**
   * Get no new tasks; those it has go on.
   */
  NODE_ORDER_KIND_CORDON: 'NODE_ORDER_KIND_CORDON',
  /**
   * Take no new tasks; those that have not ended by the deadline are handed back as far as they got.
   */
  NODE_ORDER_KIND_DRAIN: 'NODE_ORDER_KIND_DRAIN',
} as const;

/**
 * What a node is to do.
 */
export type NodeOrderKindInput =
  /**
   * Never sent.
   */
  | 'NODE_ORDER_KIND_UNSPECIFIED'
  | 0
  /**
   * Take tasks, as a node does that nobody has said anything of.
   */
  | 'NODE_ORDER_KIND_SERVE'
  | 1
  /**
   * Get no new tasks; those it has go on.
   */
  | 'NODE_ORDER_KIND_CORDON'
  | 2
  /**
   * Take no new tasks; those that have not ended by the deadline are handed back as far as they got.
   */
  | 'NODE_ORDER_KIND_DRAIN'
  | 3

/**
 * What a node is to do.
 */
export type NodeOrderKind = typeof NodeOrderKind[keyof typeof NodeOrderKind]
