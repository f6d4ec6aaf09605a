// Original file: protos/quartet/catalog/v1/catalog.proto

/**
 * The state of an image. queued → painting → ready | failed | canceled.
 */
export const ImageStatus = {
  /**
   * Never sent.
   */
  IMAGE_STATUS_UNSPECIFIED: 'IMAGE_STATUS_UNSPECIFIED',
  /**
   * Accepted; waits for a node.
   */
  IMAGE_STATUS_QUEUED: 'IMAGE_STATUS_QUEUED',
  /**
   * On a node, or to be placed again after its node was lost.
   */
  IMAGE_STATUS_PAINTING: 'IMAGE_STATUS_PAINTING',
  /**
   * File, thumbnail and thumbhash exist.
   */
  IMAGE_STATUS_READY: 'IMAGE_STATUS_READY',
  /**
   * Ended with a reason.
   */
  IMAGE_STATUS_FAILED: 'IMAGE_STATUS_FAILED',
  /**
   * Ended because it was asked for.
   */
  IMAGE_STATUS_CANCELED: 'IMAGE_STATUS_CANCELED',
} as const;

/**
 * The state of an image. queued → painting → ready | failed | canceled.
 */
export type ImageStatusInput =
  /**
   * Never sent.
   */
  | 'IMAGE_STATUS_UNSPECIFIED'
  | 0
  /**
   * Accepted; waits for a node.
   */
  | 'IMAGE_STATUS_QUEUED'
  | 1
  /**
   * On a node, or to be placed again after its node was lost.
   */
  | 'IMAGE_STATUS_PAINTING'
  | 2
  /**
   * File, thumbnail and thumbhash exist.
   */
  | 'IMAGE_STATUS_READY'
  | 3
  /**
   * Ended with a reason.
   */
  | 'IMAGE_STATUS_FAILED'
  | 4
  /**
   * Ended because it was asked for.
   */
  | 'IMAGE_STATUS_CANCELED'
  | 5

/**
 * The state of an image. queued → painting → ready | failed | canceled.
 */
export type ImageStatus = typeof ImageStatus[keyof typeof ImageStatus]
