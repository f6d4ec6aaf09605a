// Original file: protos/quartet/catalog/v1/catalog.proto


/**
 * It is noted.
 */
export interface RecordCheckpointResponseInput {
}

/**
 * It is noted.
 */
export interface RecordCheckpointResponse {
}
