import { type Fault, atRandomTimes } from './fault.ts';

const everyMs = 30_000;
const longestAwayMs = 10_000;

/** The lock is flushed, so that two may believe that they lead, or nobody can ask for it for a while. */
export const badLock: Fault = (cell, forMs, uniform) => {
  const { lock } = cell.parts;
  atRandomTimes(cell, { forMs, everyMs, uniform }, (leftMs) => {
    if (uniform() < 0.5) return lock.flush();
    lock.isAway = true;
    cell.after(Math.min(uniform() * longestAwayMs, leftMs), () => {
      lock.isAway = false;
    });
  });
};
