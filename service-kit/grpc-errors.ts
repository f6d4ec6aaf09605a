/** Reasons across gRPC: a ReasonError becomes a status with its reason in the trailers, and back. Nothing else crosses. */
import { Metadata, type ServiceError, status } from '@grpc/grpc-js';
import {
  type Reason,
  type ReasonDetails,
  ReasonError,
  reasonName,
  reasonOf,
  reasonTable,
} from '@quartet/protos/reasons.ts';

const reasonKey = 'quartet-reason';
const detailsKey = 'quartet-details';

/** The error as gRPC sends it. Anything but a ReasonError is a defect and crosses as `internal`, without its message. */
export function toServiceError(error: unknown): Pick<ServiceError, 'code' | 'details' | 'metadata'> {
  const known = error instanceof ReasonError ? error : new ReasonError('REASON_INTERNAL');
  const metadata = new Metadata();
  metadata.set(reasonKey, reasonName(known.reason));
  metadata.set(detailsKey, JSON.stringify(known.details));
  return { code: reasonTable[known.reason].grpc, details: known.message, metadata };
}

function isServiceError(error: unknown): error is ServiceError {
  return error instanceof Error && 'code' in error && 'metadata' in error && error.metadata instanceof Metadata;
}

/** The reason of a failed call. A status without one comes from gRPC itself: the peer is away, slow or was cancelled. */
export function fromServiceError(error: unknown): ReasonError {
  if (error instanceof ReasonError) return error;
  if (!isServiceError(error)) return new ReasonError('REASON_INTERNAL', {}, { cause: error });
  const reason = reasonOf(String(error.metadata.get(reasonKey)[0] ?? ''));
  if (!reason) return new ReasonError(reasonOfStatus(error.code), {}, { cause: error });
  const details = JSON.parse(String(error.metadata.get(detailsKey)[0] ?? '{}')) as ReasonDetails;
  return new ReasonError(reason, details, { cause: error });
}

function reasonOfStatus(code: status): Reason {
  if (code === status.CANCELLED) return 'REASON_CANCELED';
  if (code === status.UNAVAILABLE || code === status.DEADLINE_EXCEEDED) return 'REASON_UNAVAILABLE';
  return 'REASON_INTERNAL';
}
