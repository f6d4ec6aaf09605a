// Original file: protos/quartet/catalog/v1/catalog.proto


/**
 * Ends a session.
 */
export interface DeleteSessionRequestInput {
  /**
   * Its token.
   */
  'session'?: (string);
}

/**
 * Ends a session.
 */
export interface DeleteSessionRequest {
  /**
   * Its token.
   */
  'session': (string);
}
