// Original file: protos/quartet/catalog/v1/catalog.proto

/**
 * Who may see a picture.
 */
export const Visibility = {
  /**
   * Not said.
   */
  VISIBILITY_UNSPECIFIED: 'VISIBILITY_UNSPECIFIED',
  /**
   * Everyone.
   */
  VISIBILITY_PUBLIC: 'VISIBILITY_PUBLIC',
  /**
   * Its owner and administrators.
   */
  VISIBILITY_PRIVATE: 'VISIBILITY_PRIVATE',
} as const;

/**
 * Who may see a picture.
 */
export type VisibilityInput =
  /**
   * Not said.
   */
  | 'VISIBILITY_UNSPECIFIED'
  | 0
  /**
   * Everyone.
   */
  | 'VISIBILITY_PUBLIC'
  | 1
  /**
   * Its owner and administrators.
   */
  | 'VISIBILITY_PRIVATE'
  | 2

/**
 * Who may see a picture.
 */
export type Visibility = typeof Visibility[keyof typeof Visibility]
