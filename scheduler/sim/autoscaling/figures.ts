/** Figures of a scheduler that an autoscaler can follow. */
import type { Scheduler } from '../../core/scheduler.ts';

/** Reads a figure now. */
export type Figure = (scheduler: Scheduler) => number;

/** Tasks that wait for a lease. */
export const waiting: Figure = ({ state }) => state.queue.size;

/** Tasks that wait for a lease or have one. */
export const waitingAndRunning: Figure = ({ state }) => {
  let count = state.queue.size;
  for (const { residents } of state.fleet.nodes.values()) count += residents.size;
  return count;
};
