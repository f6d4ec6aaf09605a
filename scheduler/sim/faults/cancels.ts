import { type Fault, atRandomTimes, oneOf } from './fault.ts';

const everyMs = 10_000;

/** People change their minds. */
export const cancels: Fault = (cell, forMs, uniform) => {
  atRandomTimes(cell, { forMs, everyMs, uniform }, () => {
    const taskId = oneOf(cell.parts.catalog.open, uniform);
    if (taskId !== undefined) cell.cancel(taskId);
  });
};
