import type { Cell } from '../cell/cell.ts';
import type { SimScheduler } from '../cell/sim-scheduler.ts';
import { type Fault, atRandomTimes, oneOf } from './fault.ts';

const changeEveryMs = 25_000;
const longestAwayMs = 8_000;
const longestHangMs = 15_000;

/** The leader crashes, stops in order, or stands still and wakes as if it led: another takes over meanwhile. */
export const leaderChanges: Fault = (cell, forMs, uniform) => {
  atRandomTimes(cell, { forMs, everyMs: changeEveryMs, uniform }, (leftMs) => {
    const scheduler = leaderOf(cell) ?? oneOf(alive(cell), uniform);
    if (!scheduler) return;
    const { host } = scheduler;
    const draw = uniform();
    if (draw < 0.4) return cell.network.hang(host, Math.min(uniform() * longestHangMs, leftMs));
    if (draw < 0.7) scheduler.crash(uniform() < 0.5);
    else scheduler.stop();
    cell.after(Math.min(uniform() * longestAwayMs, leftMs), () => cell.startScheduler(host));
  });
};

function alive({ schedulers, network }: Cell): SimScheduler[] {
  return [...schedulers.values()].filter(({ host, isAlive }) => isAlive && !network.isHung(host));
}

function leaderOf(cell: Cell): SimScheduler | undefined {
  return alive(cell).find(({ isLeading }) => isLeading);
}
