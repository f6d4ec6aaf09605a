import type { Cell } from '../cell/cell.ts';
import type { Host } from '../cell/network.ts';
import { catalogHost } from '../cell/sim-catalog.ts';
import { type Fault, atRandomTimes, oneOf } from './fault.ts';

const everyMs = 15_000;
/** From less than what is noticed to more than any patience. */
const longestMs = 25_000;

/** Hosts stop to hear each other: one pair of them, or one host or some nodes and all others of a kind. */
export const partitions: Fault = (cell, forMs, uniform) => {
  atRandomTimes(cell, { forMs, everyMs, uniform }, (leftMs) => {
    const cutMs = Math.min(uniform() * longestMs, leftMs);
    const isWide = uniform() < 0.3;
    const { near, far } = sidesOf(cell, uniform());
    const some = (hosts: readonly Host[]): readonly Host[] => {
      const one = oneOf(hosts, uniform);
      return isWide ? hosts.filter(() => uniform() < 0.5) : one === undefined ? [] : [one];
    };
    const beyond = some(far);
    for (const a of some(near)) for (const b of beyond) cell.network.cut(a, b, cutMs);
  });
};

/** Two kinds of hosts that talk to each other. @param draw from 0 to 1 */
function sidesOf({ schedulers, workers, nodes }: Cell, draw: number): { near: readonly Host[]; far: readonly Host[] } {
  const [scheduler, worker, node] = [[...schedulers.keys()], [...workers.keys()], [...nodes.keys()]];
  if (draw < 0.4) return { near: scheduler, far: node };
  if (draw < 0.6) return { near: worker, far: node };
  if (draw < 0.8) return { near: scheduler, far: worker };
  return { near: [catalogHost], far: [...scheduler, ...worker] };
}
