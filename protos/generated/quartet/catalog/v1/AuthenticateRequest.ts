// Original file: protos/quartet/catalog/v1/catalog.proto


/**
 * A key or a session token.
 */
export interface AuthenticateRequestInput {
  /**
   * An API key, qk_….
   */
  'key'?: (string);
  /**
   * A session token.
   */
  'session'?: (string);
  /**
   * What the caller showed.
   */
  'credential'?: "key"|"session";
}

/**
 * A key or a session token.
 */
export interface AuthenticateRequest {
  /**
   * An API key, qk_….
   */
  'key'?: (string);
  /**
   * A session token.
   */
  'session'?: (string);
  /**
   * What the caller showed.
   */
  'credential'?: "key"|"session";
}
