// Original file: protos/quartet/events/v1/events.proto

/**
 * What can happen for good.
 */
export const FactKind = {
  /**
   * Never sent.
   */
  FACT_KIND_UNSPECIFIED: 'FACT_KIND_UNSPECIFIED',
  /**
   * generation.queued: accepted.
   */
  FACT_KIND_GENERATION_QUEUED: 'FACT_KIND_GENERATION_QUEUED',
  /**
   * image.queued: accepted.
   */
  FACT_KIND_IMAGE_QUEUED: 'FACT_KIND_IMAGE_QUEUED',
  /**
   * image.started: a node paints it.
   */
  FACT_KIND_IMAGE_STARTED: 'FACT_KIND_IMAGE_STARTED',
  /**
   * image.completed: stored, with thumbnail; ready.
   */
  FACT_KIND_IMAGE_COMPLETED: 'FACT_KIND_IMAGE_COMPLETED',
  /**
   * image.failed, with a reason.
   */
  FACT_KIND_IMAGE_FAILED: 'FACT_KIND_IMAGE_FAILED',
  /**
   * image.canceled.
   */
  FACT_KIND_IMAGE_CANCELED: 'FACT_KIND_IMAGE_CANCELED',
  /**
   * generation.completed, with its status: the last fact.
   */
  FACT_KIND_GENERATION_COMPLETED: 'FACT_KIND_GENERATION_COMPLETED',
  /**
   * generation.canceled: the last fact.
   */
  FACT_KIND_GENERATION_CANCELED: 'FACT_KIND_GENERATION_CANCELED',
} as const;

/**
 * What can happen for good.
 */
export type FactKindInput =
  /**
   * Never sent.
   */
  | 'FACT_KIND_UNSPECIFIED'
  | 0
  /**
   * generation.queued: accepted.
   */
  | 'FACT_KIND_GENERATION_QUEUED'
  | 1
  /**
   * image.queued: accepted.
   */
  | 'FACT_KIND_IMAGE_QUEUED'
  | 2
  /**
   * image.started: a node paints it.
   */
  | 'FACT_KIND_IMAGE_STARTED'
  | 3
  /**
   * image.completed: stored, with thumbnail; ready.
   */
  | 'FACT_KIND_IMAGE_COMPLETED'
  | 4
  /**
   * image.failed, with a reason.
   */
  | 'FACT_KIND_IMAGE_FAILED'
  | 5
  /**
   * image.canceled.
   */
  | 'FACT_KIND_IMAGE_CANCELED'
  | 6
  /**
   * generation.completed, with its status: the last fact.
   */
  | 'FACT_KIND_GENERATION_COMPLETED'
  | 7
  /**
   * generation.canceled: the last fact.
   */
  | 'FACT_KIND_GENERATION_CANCELED'
  | 8

/**
 * What can happen for good.
 */
export type FactKind = typeof FactKind[keyof typeof FactKind]
