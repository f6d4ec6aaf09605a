// Original file: protos/quartet/scheduler/v1/placement.proto


/**
 * Tasks are told to end.
 */
export interface CancelResponseInput {
}

/**
 * Tasks are told to end.
 */
export interface CancelResponse {
}
