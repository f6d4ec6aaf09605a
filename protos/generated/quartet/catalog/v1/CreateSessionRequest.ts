// Original file: protos/quartet/catalog/v1/catalog.proto


/**
 * Trades a key for a session.
 */
export interface CreateSessionRequestInput {
  /**
   * The key.
   */
  'key'?: (string);
}

/**
 * Trades a key for a session.
 */
export interface CreateSessionRequest {
  /**
   * The key.
   */
  'key': (string);
}
