// Original file: protos/quartet/common/v1/reason.proto

/**
 * Why something was refused, failed or ended. One closed set for gRPC, HTTP problem details, metrics, logs and the page.
 * On the wire of HTTP a reason is its name in lower case without the prefix: REASON_NOT_FOUND is "not_found".
 * protos/reasons.ts holds the table that maps each reason to its gRPC and HTTP status.
 */
export const Reason = {
  /**
   * Never sent. A message without a reason is a defect.
   */
  REASON_UNSPECIFIED: 'REASON_UNSPECIFIED',
  /**
   * The request carries no credentials, or ones that are not known.
   */
  REASON_UNAUTHENTICATED: 'REASON_UNAUTHENTICATED',
  /**
   * The body is not JSON, or does not say that it is.
   */
  REASON_NOT_JSON: 'REASON_NOT_JSON',
  /**
   * The body is larger than the limit.
   */
  REASON_BODY_TOO_LARGE: 'REASON_BODY_TOO_LARGE',
  /**
   * A field is missing, of the wrong type, out of range or unknown; the problem names it.
   */
  REASON_INVALID_FIELD: 'REASON_INVALID_FIELD',
  /**
   * The model is not in the store.
   */
  REASON_UNKNOWN_MODEL: 'REASON_UNKNOWN_MODEL',
  /**
   * The model does not paint this size.
   */
  REASON_UNSUPPORTED_SIZE: 'REASON_UNSUPPORTED_SIZE',
  /**
   * The id is malformed, was never given, was deleted, or is not for this viewer: all alike.
   */
  REASON_NOT_FOUND: 'REASON_NOT_FOUND',
  /**
   * The plan lacks it; the problem names the cheapest plan that has it.
   */
  REASON_PLAN_REQUIRED: 'REASON_PLAN_REQUIRED',
  /**
   * The Idempotency-Key was used before with another request.
   */
  REASON_IDEMPOTENCY_CONFLICT: 'REASON_IDEMPOTENCY_CONFLICT',
  /**
   * The state does not allow it.
   */
  REASON_CONFLICT: 'REASON_CONFLICT',
  /**
   * Too many images of this person are painting or waiting.
   */
  REASON_INFLIGHT_LIMIT: 'REASON_INFLIGHT_LIMIT',
  /**
   * Too many requests in too short a time.
   */
  REASON_RATE_LIMIT: 'REASON_RATE_LIMIT',
  /**
   * No node of this fleet could ever run the task.
   */
  REASON_UNPLACEABLE: 'REASON_UNPLACEABLE',
  /**
   * The task cannot end before the deadline its caller set.
   */
  REASON_DEADLINE_UNREACHABLE: 'REASON_DEADLINE_UNREACHABLE',
  /**
   * A part this needs does not answer; try again.
   */
  REASON_UNAVAILABLE: 'REASON_UNAVAILABLE',
  /**
   * A defect of ours. The log has the cause under the request id.
   */
  REASON_INTERNAL: 'REASON_INTERNAL',
  /**
   * An unsafe request came from a page of another origin.
   */
  REASON_ORIGIN_REFUSED: 'REASON_ORIGIN_REFUSED',
  /**
   * The HTTP method or route does not exist.
   */
  REASON_NO_SUCH_ROUTE: 'REASON_NO_SUCH_ROUTE',
  /**
   * This scheduler is a standby; the details name the leader where it is known.
   */
  REASON_NOT_LEADER: 'REASON_NOT_LEADER',
  /**
   * Only administrators may do this.
   */
  REASON_ADMIN_REQUIRED: 'REASON_ADMIN_REQUIRED',
  /**
   * The person asked for the end.
   */
  REASON_CANCELED: 'REASON_CANCELED',
  /**
   * The lease is not held (any more) on the node that was asked.
   */
  REASON_LEASE_LOST: 'REASON_LEASE_LOST',
  /**
   * A newer lease of the same task exists.
   */
  REASON_LEASE_SUPERSEDED: 'REASON_LEASE_SUPERSEDED',
  /**
   * The lease's epoch is lower than one the node has seen.
   */
  REASON_STALE_EPOCH: 'REASON_STALE_EPOCH',
  /**
   * The node has stopped reporting or its stream broke.
   */
  REASON_NODE_LOST: 'REASON_NODE_LOST',
  /**
   * The node is stopping and takes no new tasks.
   */
  REASON_DRAINING: 'REASON_DRAINING',
  /**
   * The node has no room for another task.
   */
  REASON_NODE_FULL: 'REASON_NODE_FULL',
  /**
   * The node cannot load the model: files missing, digests wrong, graphs broken.
   */
  REASON_MODEL_UNAVAILABLE: 'REASON_MODEL_UNAVAILABLE',
  /**
   * The model gave NaN, infinite or all-black output.
   */
  REASON_BAD_OUTPUT: 'REASON_BAD_OUTPUT',
  /**
   * The device's memory did not suffice.
   */
  REASON_OUT_OF_MEMORY: 'REASON_OUT_OF_MEMORY',
  /**
   * The finished picture could not be stored.
   */
  REASON_UPLOAD_FAILED: 'REASON_UPLOAD_FAILED',
  /**
   * What the node reported and what lies in the store differ.
   */
  REASON_DIGEST_MISMATCH: 'REASON_DIGEST_MISMATCH',
  /**
   * The image has already ended; the late result is dropped.
   */
  REASON_ALREADY_ENDED: 'REASON_ALREADY_ENDED',
  /**
   * The task was tried on as many nodes as allowed and failed on each.
   */
  REASON_ATTEMPTS_EXHAUSTED: 'REASON_ATTEMPTS_EXHAUSTED',
  /**
   * The picture that this one is made from is gone.
   */
  REASON_SOURCE_GONE: 'REASON_SOURCE_GONE',
} as const;

/**
 * Why something was refused, failed or ended. One closed set for gRPC, HTTP problem details, metrics, logs and the page.
 * On the wire of HTTP a reason is its name in lower case without the prefix: REASON_NOT_FOUND is "not_found".
 * protos/reasons.ts holds the table that maps each reason to its gRPC and HTTP status.
 */
export type ReasonInput =
  /**
   * Never sent. A message without a reason is a defect.
   */
  | 'REASON_UNSPECIFIED'
  | 0
  /**
   * The request carries no credentials, or ones that are not known.
   */
  | 'REASON_UNAUTHENTICATED'
  | 1
  /**
   * The body is not JSON, or does not say that it is.
   */
  | 'REASON_NOT_JSON'
  | 2
  /**
   * The body is larger than the limit.
   */
  | 'REASON_BODY_TOO_LARGE'
  | 3
  /**
   * A field is missing, of the wrong type, out of range or unknown; the problem names it.
   */
  | 'REASON_INVALID_FIELD'
  | 4
  /**
   * The model is not in the store.
   */
  | 'REASON_UNKNOWN_MODEL'
  | 5
  /**
   * The model does not paint this size.
   */
  | 'REASON_UNSUPPORTED_SIZE'
  | 6
  /**
   * The id is malformed, was never given, was deleted, or is not for this viewer: all alike.
   */
  | 'REASON_NOT_FOUND'
  | 7
  /**
   * The plan lacks it; the problem names the cheapest plan that has it.
   */
  | 'REASON_PLAN_REQUIRED'
  | 8
  /**
   * The Idempotency-Key was used before with another request.
   */
  | 'REASON_IDEMPOTENCY_CONFLICT'
  | 9
  /**
   * The state does not allow it.
   */
  | 'REASON_CONFLICT'
  | 10
  /**
   * Too many images of this person are painting or waiting.
   */
  | 'REASON_INFLIGHT_LIMIT'
  | 11
  /**
   * Too many requests in too short a time.
   */
  | 'REASON_RATE_LIMIT'
  | 12
  /**
   * No node of this fleet could ever run the task.
   */
  | 'REASON_UNPLACEABLE'
  | 13
  /**
   * The task cannot end before the deadline its caller set.
   */
  | 'REASON_DEADLINE_UNREACHABLE'
  | 14
  /**
   * A part this needs does not answer; try again.
   */
  | 'REASON_UNAVAILABLE'
  | 15
  /**
   * A defect of ours. The log has the cause under the request id.
   */
  | 'REASON_INTERNAL'
  | 16
  /**
   * An unsafe request came from a page of another origin.
   */
  | 'REASON_ORIGIN_REFUSED'
  | 17
  /**
   * The HTTP method or route does not exist.
   */
  | 'REASON_NO_SUCH_ROUTE'
  | 19
  /**
   * This scheduler is a standby; the details name the leader where it is known.
   */
  | 'REASON_NOT_LEADER'
  | 20
  /**
   * Only administrators may do this.
   */
  | 'REASON_ADMIN_REQUIRED'
  | 21
  /**
   * The person asked for the end.
   */
  | 'REASON_CANCELED'
  | 30
  /**
   * The lease is not held (any more) on the node that was asked.
   */
  | 'REASON_LEASE_LOST'
  | 31
  /**
   * A newer lease of the same task exists.
   */
  | 'REASON_LEASE_SUPERSEDED'
  | 32
  /**
   * The lease's epoch is lower than one the node has seen.
   */
  | 'REASON_STALE_EPOCH'
  | 33
  /**
   * The node has stopped reporting or its stream broke.
   */
  | 'REASON_NODE_LOST'
  | 34
  /**
   * The node is stopping and takes no new tasks.
   */
  | 'REASON_DRAINING'
  | 35
  /**
   * The node has no room for another task.
   */
  | 'REASON_NODE_FULL'
  | 36
  /**
   * The node cannot load the model: files missing, digests wrong, graphs broken.
   */
  | 'REASON_MODEL_UNAVAILABLE'
  | 37
  /**
   * The model gave NaN, infinite or all-black output.
   */
  | 'REASON_BAD_OUTPUT'
  | 38
  /**
   * The device's memory did not suffice.
   */
  | 'REASON_OUT_OF_MEMORY'
  | 39
  /**
   * The finished picture could not be stored.
   */
  | 'REASON_UPLOAD_FAILED'
  | 40
  /**
   * What the node reported and what lies in the store differ.
   */
  | 'REASON_DIGEST_MISMATCH'
  | 41
  /**
   * The image has already ended; the late result is dropped.
   */
  | 'REASON_ALREADY_ENDED'
  | 42
  /**
   * The task was tried on as many nodes as allowed and failed on each.
   */
  | 'REASON_ATTEMPTS_EXHAUSTED'
  | 43
  /**
   * The picture that this one is made from is gone.
   */
  | 'REASON_SOURCE_GONE'
  | 44

/**
 * Why something was refused, failed or ended. One closed set for gRPC, HTTP problem details, metrics, logs and the page.
 * On the wire of HTTP a reason is its name in lower case without the prefix: REASON_NOT_FOUND is "not_found".
 * protos/reasons.ts holds the table that maps each reason to its gRPC and HTTP status.
 */
export type Reason = typeof Reason[keyof typeof Reason]
