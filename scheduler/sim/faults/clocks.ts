import { type Fault, atRandomTimes, oneOf } from './fault.ts';

const everyMs = 30_000;
const longestJumpMs = 60_000;

/** A scheduler's clock jumps ahead, as when its machine slept; the clock by which images are accepted jumps either way. */
export const clockJumps: Fault = (cell, forMs, uniform) => {
  atRandomTimes(cell, { forMs, everyMs, uniform }, () => {
    if (uniform() < 0.5) oneOf(cell.schedulers.values(), uniform)?.jump(uniform() * longestJumpMs);
    else cell.wallClockAheadMs += (uniform() - 0.5) * longestJumpMs;
  });
};
