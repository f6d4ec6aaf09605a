// Original file: protos/quartet/catalog/v1/catalog.proto

/**
 * The state of a generation, which follows from its images'.
 */
export const GenerationStatus = {
  /**
   * Never sent.
   */
  GENERATION_STATUS_UNSPECIFIED: 'GENERATION_STATUS_UNSPECIFIED',
  /**
   * No image has started.
   */
  GENERATION_STATUS_QUEUED: 'GENERATION_STATUS_QUEUED',
  /**
   * Some image has started and not all have ended.
   */
  GENERATION_STATUS_RUNNING: 'GENERATION_STATUS_RUNNING',
  /**
   * All have ended, at least one is ready.
   */
  GENERATION_STATUS_SUCCEEDED: 'GENERATION_STATUS_SUCCEEDED',
  /**
   * All have ended, none is ready, and cancelling was not asked for.
   */
  GENERATION_STATUS_FAILED: 'GENERATION_STATUS_FAILED',
  /**
   * All have ended, none is ready, and cancelling was asked for.
   */
  GENERATION_STATUS_CANCELED: 'GENERATION_STATUS_CANCELED',
} as const;

/**
 * The state of a generation, which follows from its images'.
 */
export type GenerationStatusInput =
  /**
   * Never sent.
   */
  | 'GENERATION_STATUS_UNSPECIFIED'
  | 0
  /**
   * No image has started.
   */
  | 'GENERATION_STATUS_QUEUED'
  | 1
  /**
   * Some image has started and not all have ended.
   */
  | 'GENERATION_STATUS_RUNNING'
  | 2
  /**
   * All have ended, at least one is ready.
   */
  | 'GENERATION_STATUS_SUCCEEDED'
  | 3
  /**
   * All have ended, none is ready, and cancelling was not asked for.
   */
  | 'GENERATION_STATUS_FAILED'
  | 4
  /**
   * All have ended, none is ready, and cancelling was asked for.
   */
  | 'GENERATION_STATUS_CANCELED'
  | 5

/**
 * The state of a generation, which follows from its images'.
 */
export type GenerationStatus = typeof GenerationStatus[keyof typeof GenerationStatus]
