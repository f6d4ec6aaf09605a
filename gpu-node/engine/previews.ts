/** Between two previews of one picture that are not milestones: at most four a second. */
const previewGapMs = 250;

/** Steps after which a preview is always shown: the first, and a quarter, half and three quarters of the way. */
export function isMilestone(step: number, steps: number): boolean {
  return step === 1 || [1, 2, 3].some((quarter) => step === Math.ceil((quarter * steps) / 4));
}

/**
 * Whether the picture is shown after this step.
 *
 * @param step steps done, from 1
 * @param shownAtMs when it was shown last
 */
export function isPreviewDue(step: number, steps: number, shownAtMs: number, nowMs: number): boolean {
  if (isMilestone(step, steps)) return true;
  return step < steps && nowMs - shownAtMs >= previewGapMs;
}
