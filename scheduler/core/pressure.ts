/** What it means for a placement how much waits: waiting tasks a node. */
import type { State } from './state.ts';

/** What a task may ask of the fleet now. */
export interface Terms {
  /** Whether a node that holds tasks may load a model that another node has. Models that tasks use would leave for it. */
  readonly copies: boolean;
  /** Whether it leaves room: no node takes it that is as crowded as {@link freeCrowding}. */
  readonly isFree: boolean;
}

/** While more tasks wait than there are nodes, others' models are worth more in memory than a copy is. */
const copiesBelow = 1;
/** How crowded a node may be for free tasks to join it. */
export const freeCrowding = 4;

/**
 * The terms of a paying or a free task. Free ones leave room: who pays is to find nodes that are not full of what could have
 * waited.
 */
export function termsOf({ queue, fleet }: Readonly<State>, isFree: boolean): Terms {
  const pressure = queue.size / Math.max(1, fleet.nodes.size);
  return { copies: pressure <= copiesBelow, isFree };
}
