// Original file: protos/quartet/events/v1/events.proto


/**
 * How an image looks: image.preview.
 */
export interface PreviewInput {
  /**
   * The step it was taken after.
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
   * The encoded picture, base64.
   */
  'data'?: (string);
}

/**
 * How an image looks: image.preview.
 */
export interface Preview {
  /**
   * The step it was taken after.
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
   * The encoded picture, base64.
   */
  'data': (string);
}
