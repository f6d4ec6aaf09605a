import { ArrivingWork } from './arriving-work.ts';
import { HeldMaximum, type PoolPolicy, nodesNeeded } from './autoscale.ts';
import { stepFactor } from './day-steps.ts';
import { nodesByPool, poolLoads } from './pool-loads.ts';
import type { State } from './state.ts';

/** Within this time of a takeover every node is back; until then those that are back are all wanted. */
const settleMs = 15_000;

/** Where the operator says nothing of pools: a cell's most nodes, and what a cloud's GPU node takes to boot. */
const usualPolicy = { min: 0, max: 10_000, bootMs: 120_000, drainMs: 60_000 } as const;

/**
 * How many nodes each pool should have, over time: up at once, down when fewer were enough for a while. A pool that was
 * named once keeps its figure. One a leadership: what the leader before wanted is held as if it was wanted now.
 */
export class Autoscaler {
  readonly #policies: readonly PoolPolicy[];
  readonly #wanted = new Map<string, HeldMaximum>();
  /** Models that nodes of a pool have had or could have loaded; of pools the operator says nothing of. */
  readonly #seenModels = new Map<string, Set<string>>();
  readonly #arriving = new ArrivingWork();
  readonly #settledAtMs: number;
  readonly #midnightMs: number;

  /**
   * @param policies in the order in which the pools are filled; none: the pools that nodes tell of
   * @param before what the last leader wanted, by pool
   * @param midnightMs a midnight UTC by the clock of `now`: when the steps of a day come
   */
  constructor(policies: readonly PoolPolicy[], before: ReadonlyMap<string, number>, now: number, midnightMs: number) {
    this.#policies = policies;
    this.#midnightMs = midnightMs;
    this.#settledAtMs = now + settleMs;
    for (const { pool, min, max } of policies)
      this.#see(pool, Math.min(max, Math.max(min, before.get(pool) ?? 0)), now);
    if (policies.length > 0) return;
    for (const [pool, nodes] of before) {
      this.#seenModels.set(pool, new Set());
      this.#see(pool, nodes, now);
    }
  }

  /** Nodes wanted by pool. To be called about each second: a figure that nobody looks at is not held. */
  look(state: Readonly<State>, now: number): Map<string, number> {
    const policies = this.#policies.length > 0 ? this.#policies : this.#seenPools(state);
    this.#arriving.see(state.asked, now);
    const loads = poolLoads(state, policies, this.#arriving.rates);
    for (const policy of policies) {
      const load = loads.get(policy.pool);
      if (!load) continue;
      const { daySteps = [], bootMs } = policy;
      const busy = load.busy * stepFactor(daySteps, now - this.#midnightMs, bootMs);
      const needed = Math.min(policy.max, nodesNeeded(policy, { ...load, busy }) + load.cordoned);
      // A new leader does not know yet what the nodes are there for.
      const present = now < this.#settledAtMs ? Math.min(policy.max, load.present) : 0;
      this.#see(policy.pool, Math.max(needed, present), now);
    }
    return new Map([...this.#wanted].map(([pool, { figure }]) => [pool, figure]));
  }

  #see(pool: string, figure: number, now: number): void {
    const wanted = this.#wanted.get(pool) ?? new HeldMaximum();
    this.#wanted.set(pool, wanted);
    wanted.see(figure, now);
  }

  /** What nodes tell of their pools: the models they have had, or could have loaded, are those they can load. */
  #seenPools(state: Readonly<State>): PoolPolicy[] {
    for (const [pool, nodes] of nodesByPool(state)) {
      const seen = this.#seenModels.get(pool) ?? new Set();
      for (const { models, stored } of nodes) for (const model of [...models.keys(), ...stored.keys()]) seen.add(model);
      this.#seenModels.set(pool, seen);
    }
    return [...this.#seenModels].map(([pool, models]) => ({ pool, ...usualPolicy, models }));
  }
}
