// Original file: protos/quartet/node/v1/node.proto


/**
 * Asks what a node is.
 */
export interface InfoRequestInput {
}

/**
 * Asks what a node is.
 */
export interface InfoRequest {
}
