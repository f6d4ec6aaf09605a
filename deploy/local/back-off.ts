const firstPauseMs = 250;
const longestPauseMs = 10_000;

/** A process that lived this long was well: its next death counts as the first. */
export const wellAfterMs = 30_000;

/** A process that dies this often before it was ever ready will not become ready. */
export const deathsAtStartLimit = 4;

/** The pause before a process is started again: it doubles with each death in a row, up to a bound. */
export function backOffMs(deathsInARow: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** (deathsInARow - 1));
}
