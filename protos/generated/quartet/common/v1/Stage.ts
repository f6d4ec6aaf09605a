// Original file: protos/quartet/common/v1/task.proto

/**
 * What kind of work a task is.
 */
export const Stage = {
  /**
   * Never sent.
   */
  STAGE_UNSPECIFIED: 'STAGE_UNSPECIFIED',
  /**
   * Text to image: encode the prompt, denoise, decode, finish.
   */
  STAGE_PAINT: 'STAGE_PAINT',
  /**
   * Enlarging a picture, tile by tile.
   */
  STAGE_UPSCALE: 'STAGE_UPSCALE',
  /**
   * Finding a picture's foreground and making the rest transparent.
   */
  STAGE_MATTE: 'STAGE_MATTE',
} as const;

/**
 * What kind of work a task is.
 */
export type StageInput =
  /**
   * Never sent.
   */
  | 'STAGE_UNSPECIFIED'
  | 0
  /**
   * Text to image: encode the prompt, denoise, decode, finish.
   */
  | 'STAGE_PAINT'
  | 1
  /**
   * Enlarging a picture, tile by tile.
   */
  | 'STAGE_UPSCALE'
  | 2
  /**
   * Finding a picture's foreground and making the rest transparent.
   */
  | 'STAGE_MATTE'
  | 3

/**
 * What kind of work a task is.
 */
export type Stage = typeof Stage[keyof typeof Stage]
