import { type Fault, atRandomTimes, oneOf } from './fault.ts';

const crashEveryMs = 40_000;
const longestAwayMs = 10_000;
const rivalEveryMs = 5_000;

/** Workers crash and come back knowing nothing. */
export const workerCrashes: Fault = (cell, forMs, uniform) => {
  atRandomTimes(cell, { forMs, everyMs: crashEveryMs, uniform }, (leftMs) => {
    const alive = [...cell.workers.values()].filter(({ isAlive }) => isAlive);
    const worker = oneOf(alive, uniform);
    if (!worker) return;
    worker.crash(uniform() < 0.5);
    cell.after(Math.min(uniform() * longestAwayMs, leftMs), () => cell.startWorker(worker.host));
  });
};

/** A worker is taken for dead and is not: another does the same beside it. */
export const rivalWorkers: Fault = (cell, forMs, uniform) => {
  atRandomTimes(cell, { forMs, everyMs: rivalEveryMs, uniform }, () =>
    oneOf(cell.workflows.values(), uniform)?.startAgain(),
  );
};
