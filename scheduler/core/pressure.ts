/** What it means for a placement how much waits: waiting tasks a node. */
import type { State } from './state.ts';

/** What a task may ask of the fleet now. */
export interface Terms {
  /** Whether a node that holds tasks may load a model that another node has. Models that tasks use would leave for it. */
  readonly copies: boolean;
  /** No node that is as crowded as this takes it. */
  readonly crowding: number;
}

/** While more tasks wait than there are nodes, others' models are worth more in memory than a copy is. */
const copiesBelow = 1;
/** How crowded a node may be for free tasks to join it: where so many wait as there are nodes, and however many wait. */
const [freeCrowding, leastFreeCrowding] = [6, 3];

/**
 * The terms of a paying or a free task. Free ones leave room: beyond what a call gains by company all in it are served more slowly
 * and no one sooner, and who pays is to find nodes that are not full of what could have waited. The more waits, the more room.
 */
export function termsOf({ queue, fleet }: Readonly<State>, isFree: boolean): Terms {
  const pressure = queue.size / Math.max(1, fleet.nodes.size);
  return {
    copies: pressure <= copiesBelow,
    crowding: isFree ? Math.max(leastFreeCrowding, freeCrowding / pressure) : Infinity,
  };
}
