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
 * What kind of work a task is.
 */
export type Stage = typeof Stage[keyof typeof Stage]
