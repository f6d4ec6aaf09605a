// Original file: protos/quartet/catalog/v1/catalog.proto

/**
 * Whether Magic Prompt gives each image a detail of its own.
 */
export const MagicPrompt = {
  /**
   * Never sent.
   */
  MAGIC_PROMPT_UNSPECIFIED: 'MAGIC_PROMPT_UNSPECIFIED',
  /**
   * The prompt is used as it is.
   */
  MAGIC_PROMPT_OFF: 'MAGIC_PROMPT_OFF',
  /**
   * Each image's prompt is written.
   */
  MAGIC_PROMPT_ON: 'MAGIC_PROMPT_ON',
  /**
   * On where the model's manifest asks for it.
   */
  MAGIC_PROMPT_AUTO: 'MAGIC_PROMPT_AUTO',
} as const;

/**
 * Whether Magic Prompt gives each image a detail of its own.
 */
export type MagicPromptInput =
  /**
   * Never sent.
   */
  | 'MAGIC_PROMPT_UNSPECIFIED'
  | 0
  /**
   * The prompt is used as it is.
   */
  | 'MAGIC_PROMPT_OFF'
  | 1
  /**
   * Each image's prompt is written.
   */
  | 'MAGIC_PROMPT_ON'
  | 2
  /**
   * On where the model's manifest asks for it.
   */
  | 'MAGIC_PROMPT_AUTO'
  | 3

/**
 * Whether Magic Prompt gives each image a detail of its own.
 */
export type MagicPrompt = typeof MagicPrompt[keyof typeof MagicPrompt]
