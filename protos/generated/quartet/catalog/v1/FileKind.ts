// Original file: protos/quartet/catalog/v1/catalog.proto

/**
 * Which of an image's files.
 */
export const FileKind = {
  /**
   * Never sent.
   */
  FILE_KIND_UNSPECIFIED: 'FILE_KIND_UNSPECIFIED',
  /**
   * The picture as the node stored it, PNG.
   */
  FILE_KIND_ORIGINAL: 'FILE_KIND_ORIGINAL',
  /**
   * The small WebP for lists.
   */
  FILE_KIND_THUMBNAIL: 'FILE_KIND_THUMBNAIL',
  /**
   * A frozen sample, gone when its image ends; never shown to anyone.
   */
  FILE_KIND_CHECKPOINT: 'FILE_KIND_CHECKPOINT',
} as const;

/**
 * Which of an image's files.
 */
export type FileKindInput =
  /**
   * Never sent.
   */
  | 'FILE_KIND_UNSPECIFIED'
  | 0
  /**
   * The picture as the node stored it, PNG.
   */
  | 'FILE_KIND_ORIGINAL'
  | 1
  /**
   * The small WebP for lists.
   */
  | 'FILE_KIND_THUMBNAIL'
  | 2
  /**
   * A frozen sample, gone when its image ends; never shown to anyone.
   */
  | 'FILE_KIND_CHECKPOINT'
  | 3

/**
 * Which of an image's files.
 */
export type FileKind = typeof FileKind[keyof typeof FileKind]
