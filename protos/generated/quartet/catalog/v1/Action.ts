// Original file: protos/quartet/catalog/v1/catalog.proto

/**
 * How an image is made.
 */
export const Action = {
  /**
   * Never sent.
   */
  ACTION_UNSPECIFIED: 'ACTION_UNSPECIFIED',
  /**
   * "generate": painted from a prompt.
   */
  ACTION_GENERATE: 'ACTION_GENERATE',
  /**
   * "upscale": enlarged from its parent.
   */
  ACTION_UPSCALE: 'ACTION_UPSCALE',
  /**
   * "remove-background": its parent's foreground.
   */
  ACTION_REMOVE_BACKGROUND: 'ACTION_REMOVE_BACKGROUND',
} as const;

/**
 * How an image is made.
 */
export type ActionInput =
  /**
   * Never sent.
   */
  | 'ACTION_UNSPECIFIED'
  | 0
  /**
   * "generate": painted from a prompt.
   */
  | 'ACTION_GENERATE'
  | 1
  /**
   * "upscale": enlarged from its parent.
   */
  | 'ACTION_UPSCALE'
  | 2
  /**
   * "remove-background": its parent's foreground.
   */
  | 'ACTION_REMOVE_BACKGROUND'
  | 3

/**
 * How an image is made.
 */
export type Action = typeof Action[keyof typeof Action]
