// Original file: protos/quartet/scheduler/v1/admin.proto


/**
 * Asks for the queue.
 */
export interface ListQueueRequestInput {
}

/**
 * Asks for the queue.
 */
export interface ListQueueRequest {
}
