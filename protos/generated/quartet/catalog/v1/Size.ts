// Original file: protos/quartet/catalog/v1/catalog.proto


/**
 * A size of a picture.
 */
export interface SizeInput {
  /**
   * Pixels.
   */
  'width'?: (number);
  /**
   * Pixels.
   */
  'height'?: (number);
}

/**
 * A size of a picture.
 */
export interface Size {
  /**
   * Pixels.
   */
  'width': (number);
  /**
   * Pixels.
   */
  'height': (number);
}
