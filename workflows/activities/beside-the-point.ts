import { ReasonError } from '@quartet/protos/reasons.ts';

/** Whether the catalog refused because the image has ended, or is gone: whatever was to be said of it no longer matters. */
export function isBesideThePoint(error: unknown): boolean {
  return (
    error instanceof ReasonError && (error.reason === 'REASON_ALREADY_ENDED' || error.reason === 'REASON_NOT_FOUND')
  );
}
