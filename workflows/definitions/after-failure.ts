import type { Reason } from '@quartet/protos/generated/index.ts';

/** What to do about a run that ended without a picture. */
export type Verdict = { readonly again: true; readonly pauseMs: number } | { readonly again: false };

/** How often a kind of failure may happen to one image before it fails for good. */
const attemptsByReason: Partial<Record<Reason, number>> = {
  // The same seed on the same weights most likely ends the same way; one try elsewhere rules out a faulty device.
  REASON_BAD_OUTPUT: 2,
  // Every node would say the same, and nothing brings a parent back.
  REASON_INVALID_FIELD: 1,
  REASON_UNSUPPORTED_SIZE: 1,
  REASON_SOURCE_GONE: 1,
  REASON_MODEL_UNAVAILABLE: 3,
  REASON_OUT_OF_MEMORY: 3,
  REASON_UPLOAD_FAILED: 5,
  REASON_DIGEST_MISMATCH: 3,
  REASON_INTERNAL: 3,
};

/** Losses in a row after which the next try waits: the fleet is busy dying, and hurrying would only fill histories. */
const lossesWithoutPause = 2;
const longestPauseMs = 10_000;

/** Whether the next run must not go on from a checkpoint: the device that is to be ruled out has painted that. */
export function beginsAfresh(reasonsBefore: readonly Reason[]): boolean {
  return reasonsBefore.includes('REASON_BAD_OUTPUT');
}

/**
 * Decides by the kind of failure: a lost node or lease costs an image nothing and is tried again at once and elsewhere, as
 * often as it happens; what the node itself reports as failed has a limit.
 *
 * @param reason why this run ended.
 * @param reasonsBefore why the runs of this image before it ended, oldest first.
 */
export function afterFailure(reason: Reason, reasonsBefore: readonly Reason[]): Verdict {
  const allowed = attemptsByReason[reason];
  if (allowed !== undefined) {
    const attempts = 1 + reasonsBefore.filter((before) => before === reason).length;
    return attempts < allowed ? { again: true, pauseMs: 0 } : { again: false };
  }
  const overdue = reasonsBefore.length + 1 - lossesWithoutPause;
  return { again: true, pauseMs: overdue <= 0 ? 0 : Math.min(longestPauseMs, 500 * 2 ** Math.min(overdue, 10)) };
}
