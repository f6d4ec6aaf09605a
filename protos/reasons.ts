/** The one table that maps a reason to its gRPC and HTTP status, and the error that carries a reason. */
import { status } from '@grpc/grpc-js';
import { Reason } from './generated/index.ts';

export { Reason };

/** What a reason means at the borders. */
interface ReasonEntry {
  /** gRPC status code. */
  readonly grpc: status;
  /** HTTP status code. */
  readonly http: number;
  /** One sentence for people, with no content of the request in it. */
  readonly title: string;
}

const entry = (grpc: status, http: number, title: string): ReasonEntry => ({ grpc, http, title });

export const reasonTable: Readonly<Record<Reason, ReasonEntry>> = {
  REASON_UNSPECIFIED: entry(status.UNKNOWN, 500, 'No reason was given.'),
  REASON_UNAUTHENTICATED: entry(status.UNAUTHENTICATED, 401, 'The credentials are missing or not known.'),
  REASON_NOT_JSON: entry(status.INVALID_ARGUMENT, 400, 'The body is not JSON.'),
  REASON_BODY_TOO_LARGE: entry(status.INVALID_ARGUMENT, 413, 'The body is too large.'),
  REASON_INVALID_FIELD: entry(status.INVALID_ARGUMENT, 422, 'A field is not valid.'),
  REASON_UNKNOWN_MODEL: entry(status.INVALID_ARGUMENT, 422, 'There is no such model.'),
  REASON_UNSUPPORTED_SIZE: entry(status.INVALID_ARGUMENT, 422, 'The model does not paint this size.'),
  REASON_NOT_FOUND: entry(status.NOT_FOUND, 404, 'There is no such thing.'),
  REASON_PLAN_REQUIRED: entry(status.PERMISSION_DENIED, 402, 'The plan does not include this.'),
  REASON_IDEMPOTENCY_CONFLICT: entry(status.ABORTED, 409, 'This Idempotency-Key belongs to another request.'),
  REASON_CONFLICT: entry(status.FAILED_PRECONDITION, 409, 'The current state does not allow this.'),
  REASON_INFLIGHT_LIMIT: entry(status.RESOURCE_EXHAUSTED, 429, 'Too many images are painting or waiting.'),
  REASON_RATE_LIMIT: entry(status.RESOURCE_EXHAUSTED, 429, 'Too many requests.'),
  REASON_UNPLACEABLE: entry(status.FAILED_PRECONDITION, 503, 'No node could ever run this.'),
  REASON_DEADLINE_UNREACHABLE: entry(status.FAILED_PRECONDITION, 503, 'This cannot end before its deadline.'),
  REASON_UNAVAILABLE: entry(status.UNAVAILABLE, 503, 'A needed part does not answer. Try again.'),
  REASON_INTERNAL: entry(status.INTERNAL, 500, 'Something went wrong on our side.'),
  REASON_ORIGIN_REFUSED: entry(status.PERMISSION_DENIED, 403, 'The request came from another origin.'),
  REASON_NO_SUCH_ROUTE: entry(status.UNIMPLEMENTED, 404, 'There is no such route.'),
  REASON_NOT_LEADER: entry(status.UNAVAILABLE, 503, 'This scheduler is a standby.'),
  REASON_ADMIN_REQUIRED: entry(status.PERMISSION_DENIED, 403, 'Only administrators may do this.'),
  REASON_CANCELED: entry(status.CANCELLED, 409, 'It was canceled.'),
  REASON_LEASE_LOST: entry(status.FAILED_PRECONDITION, 503, 'The lease is not held here.'),
  REASON_LEASE_SUPERSEDED: entry(status.FAILED_PRECONDITION, 503, 'A newer lease exists.'),
  REASON_STALE_EPOCH: entry(status.FAILED_PRECONDITION, 503, 'The lease comes from an earlier leader.'),
  REASON_NODE_LOST: entry(status.UNAVAILABLE, 503, 'The node was lost.'),
  REASON_DRAINING: entry(status.UNAVAILABLE, 503, 'The node is stopping.'),
  REASON_NODE_FULL: entry(status.RESOURCE_EXHAUSTED, 503, 'The node has no room.'),
  REASON_MODEL_UNAVAILABLE: entry(status.FAILED_PRECONDITION, 503, 'The model cannot be loaded.'),
  REASON_BAD_OUTPUT: entry(status.DATA_LOSS, 500, 'The model gave no valid picture.'),
  REASON_OUT_OF_MEMORY: entry(status.RESOURCE_EXHAUSTED, 503, 'The device ran out of memory.'),
  REASON_UPLOAD_FAILED: entry(status.UNAVAILABLE, 503, 'The picture could not be stored.'),
  REASON_DIGEST_MISMATCH: entry(status.DATA_LOSS, 500, 'The stored picture is not the one that was painted.'),
  REASON_ALREADY_ENDED: entry(status.FAILED_PRECONDITION, 409, 'The image has already ended.'),
  REASON_ATTEMPTS_EXHAUSTED: entry(status.ABORTED, 500, 'It failed on every node that tried.'),
  REASON_SOURCE_GONE: entry(status.FAILED_PRECONDITION, 409, 'The picture this is made from is gone.'),
};

/** A reason as HTTP and logs spell it: `REASON_NOT_FOUND` is `not_found`. */
export function reasonName(reason: Reason): string {
  return reason.slice('REASON_'.length).toLowerCase();
}

/** The reason of a name, or undefined for an unknown name. */
export function reasonOf(name: string): Reason | undefined {
  const key = `REASON_${name.toUpperCase()}`;
  return key in Reason ? (key as Reason) : undefined;
}

/** Facts about a refusal that may cross borders: which field, which plan, when to come back. Never content. */
export interface ReasonDetails {
  /** JSON pointer or name of the field that is at fault. */
  readonly field?: string;
  /** What the field must be, without its value. */
  readonly expected?: string;
  /** The cheapest plan that may. */
  readonly plan?: string;
  /** Where the leader serves, host:port. */
  readonly leader?: string;
  /** Seconds after which it may work. */
  readonly retryAfterSeconds?: number;
}

/** An expected failure with a stable reason. Its message is the reason's own sentence, so no content can leak by it. */
export class ReasonError extends Error {
  override readonly name = 'ReasonError';
  readonly reason: Reason;
  readonly details: ReasonDetails;

  constructor(reason: Reason, details: ReasonDetails = {}, options?: ErrorOptions) {
    super(reasonTable[reason].title, options);
    this.reason = reason;
    this.details = details;
  }
}
