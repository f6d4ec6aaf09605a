// Original file: protos/quartet/node/v1/node.proto


/**
 * A look at the unfinished picture: its latents projected to colours, or what is enlarged of it so far.
 */
export interface RunPreviewInput {
  /**
   * The step it was taken after, from 1.
   */
  'step'?: (number);
  /**
   * Steps in all.
   */
  'steps'?: (number);
  /**
   * "image/webp".
   */
  'mediaType'?: (string);
  /**
   * The encoded picture, at most 256 pixels wide and high.
   */
  'data'?: (Buffer | Uint8Array | string);
}

/**
 * A look at the unfinished picture: its latents projected to colours, or what is enlarged of it so far.
 */
export interface RunPreview {
  /**
   * The step it was taken after, from 1.
   */
  'step': (number);
  /**
   * Steps in all.
   */
  'steps': (number);
  /**
   * "image/webp".
   */
  'mediaType': (string);
  /**
   * The encoded picture, at most 256 pixels wide and high.
   */
  'data': (Buffer);
}
