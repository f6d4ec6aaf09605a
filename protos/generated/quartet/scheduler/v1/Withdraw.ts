// Original file: protos/quartet/scheduler/v1/placement.proto


/**
 * No longer wanted by this worker.
 */
export interface WithdrawInput {
}

/**
 * No longer wanted by this worker.
 */
export interface Withdraw {
}
