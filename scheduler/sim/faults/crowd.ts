import type { Fault } from './fault.ts';
import { cardOf } from '../mixes/fleet.ts';

/** Names that no other node has. */
const firstNumber = 100_000;

/** So many nodes join at the same moment, as after a takeover of a large cell. */
export const crowdOf =
  (count: number): Fault =>
  (cell, forMs, uniform) => {
    cell.after(uniform() * forMs, () => {
      for (let number = 0; number < count; number += 1) {
        cell.startNode({ number: firstNumber + number, card: cardOf(number), taskCap: 1 });
      }
    });
  };
