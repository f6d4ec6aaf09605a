// Original file: protos/quartet/scheduler/v1/admin.proto


/**
 * Asks for the nodes.
 */
export interface ListNodesRequestInput {
}

/**
 * Asks for the nodes.
 */
export interface ListNodesRequest {
}
