/** How many nodes a pool should have: what an autoscaler is told. */

import type { DayStep } from './day-steps.ts';
import { nodesForFlow } from './staffing.ts';

/** What the operator says of a pool. */
export interface PoolPolicy {
  readonly pool: string;
  /** Fewest and most nodes. */
  readonly min: number;
  readonly max: number;
  /** From the wish for a node until it takes tasks. */
  readonly bootMs: number;
  /** What waits should be done so long after the nodes it takes are there. */
  readonly drainMs: number;
  /** Ids of the models that its nodes can load; absent: any. */
  readonly models?: ReadonlySet<string>;
  /** When more work than usual comes each day; absent: never. */
  readonly daySteps?: readonly DayStep[];
}

/** What a pool has, and has to do. */
export interface PoolLoad {
  /** Nodes that take tasks now, or will when they have loaded their models. */
  readonly ready: number;
  /** Nodes whose stream is open, also those that are stopping. */
  readonly present: number;
  /** Nodes that operators keep new tasks from: they are part of the pool's number, and no help to it. */
  readonly cordoned: number;
  /** The fewest nodes that have room for all tasks that run. */
  readonly holding: number;
  /** How long one node would work on what waits for the pool and on what is left of what runs there. */
  readonly workMs: number;
  /** Nodes that are kept busy by what arrives for the pool, one sample in a call: who waits for nobody is served so. */
  readonly busy: number;
}

/**
 * The fewest nodes, within the pool's bounds, that have room for what runs, are enough for what arrives, and have done what there
 * is to do now `drainMs` after the last of them has booted. How many of the wanted nodes have joined does not count, so one that
 * boots is not wanted a second time. What the ready nodes get through until a new one would have booted needs no new one.
 */
export function nodesNeeded(policy: PoolPolicy, { ready, holding, workMs, busy }: PoolLoad): number {
  const { min, max, bootMs, drainMs } = policy;
  const ifAllWereReady = Math.ceil(workMs / drainMs);
  const clearing =
    ifAllWereReady <= ready ? ifAllWereReady : Math.max(ready, Math.ceil((workMs - ready * bootMs) / drainMs));
  return Math.min(max, Math.max(min, holding, clearing, nodesForFlow(busy)));
}

/**
 * A figure goes up at once and down only when it has been lower for so long. Who comes back has to boot and to load its models
 * anew: of the same node-hours a longer hold with a smaller reserve has more in time than a shorter one with a greater.
 */
export const holdMs = 900_000;

/** Holds the greatest of the figures of the last {@link holdMs}. Memory: one entry for each fall in that time. */
export class HeldMaximum {
  /** Falling figures, each with the last time it was seen. */
  readonly #seen: { readonly figure: number; readonly atMs: number }[] = [];

  /** Takes in a figure; times never run backwards. */
  see(figure: number, now: number): void {
    while ((this.#seen.at(-1)?.figure ?? Infinity) <= figure) this.#seen.pop();
    this.#seen.push({ figure, atMs: now });
    while ((this.#seen[0]?.atMs ?? now) <= now - holdMs) this.#seen.shift();
  }

  /** 0 before the first. */
  get figure(): number {
    return this.#seen[0]?.figure ?? 0;
  }
}
