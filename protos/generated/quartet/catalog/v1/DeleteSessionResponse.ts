// Original file: protos/quartet/catalog/v1/catalog.proto


/**
 * The session is ended.
 */
export interface DeleteSessionResponseInput {
}

/**
 * The session is ended.
 */
export interface DeleteSessionResponse {
}
