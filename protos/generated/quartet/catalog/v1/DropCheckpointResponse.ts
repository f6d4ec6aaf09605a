// Original file: protos/quartet/catalog/v1/catalog.proto


/**
 * It is forgotten.
 */
export interface DropCheckpointResponseInput {
}

/**
 * It is forgotten.
 */
export interface DropCheckpointResponse {
}
