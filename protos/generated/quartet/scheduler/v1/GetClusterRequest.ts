// Original file: protos/quartet/scheduler/v1/admin.proto


/**
 * Asks for the whole.
 */
export interface GetClusterRequestInput {
}

/**
 * Asks for the whole.
 */
export interface GetClusterRequest {
}
