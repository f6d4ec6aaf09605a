// Original file: protos/quartet/catalog/v1/catalog.proto

/**
 * Which images a list is of.
 */
export const ImageScope = {
  /**
   * Never sent.
   */
  IMAGE_SCOPE_UNSPECIFIED: 'IMAGE_SCOPE_UNSPECIFIED',
  /**
   * Everyone's public ready images.
   */
  IMAGE_SCOPE_EXPLORE: 'IMAGE_SCOPE_EXPLORE',
  /**
   * The viewer's own ready images.
   */
  IMAGE_SCOPE_MINE: 'IMAGE_SCOPE_MINE',
} as const;

/**
 * Which images a list is of.
 */
export type ImageScopeInput =
  /**
   * Never sent.
   */
  | 'IMAGE_SCOPE_UNSPECIFIED'
  | 0
  /**
   * Everyone's public ready images.
   */
  | 'IMAGE_SCOPE_EXPLORE'
  | 1
  /**
   * The viewer's own ready images.
   */
  | 'IMAGE_SCOPE_MINE'
  | 2

/**
 * Which images a list is of.
 */
export type ImageScope = typeof ImageScope[keyof typeof ImageScope]
