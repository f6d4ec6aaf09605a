/**
 * Whether a sample is frozen before its next step, or, after its last, before its picture is finished.
 * @param atRiskMs device time of its steps since it was frozen last: what would be lost
 * @param everyMs the most that may be; 0: before the first step and after each; undefined: the sample cannot be frozen
 */
export function isCheckpointDue(atRiskMs: number, everyMs: number | undefined): boolean {
  return everyMs !== undefined && atRiskMs >= everyMs;
}
