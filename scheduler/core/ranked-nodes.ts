import type { FleetNode } from './fleet.ts';
import { IndexedHeap } from './heap.ts';

/** How good a node is for a usual task, roughly, for those that are due last and first. */
export interface Rank {
  readonly node: FleetNode;
  /** Milliseconds until it would be done after all that the node has. */
  readonly lastMs: number;
  /** What it costs, in milliseconds, before all that the node has. */
  readonly firstMs: number;
}

/** The same nodes in both orders. */
interface Orders {
  readonly last: IndexedHeap<Rank>;
  readonly first: IndexedHeap<Rank>;
}

/** What is looked at is to be the same whoever reported last. */
const byName = (a: Rank, b: Rank): number => (a.node.id < b.node.id ? -1 : 1);

/** Nodes in groups, of which the best can be looked at without looking at the others. */
export class RankedNodes {
  readonly #groups = new Map<string, Orders>();

  add(group: string, rank: Rank): void {
    let orders = this.#groups.get(group);
    if (!orders) {
      orders = {
        last: new IndexedHeap<Rank>((a, b) => a.lastMs - b.lastMs || byName(a, b)),
        first: new IndexedHeap<Rank>((a, b) => a.firstMs - b.firstMs || byName(a, b)),
      };
      this.#groups.set(group, orders);
    }
    orders.last.put(rank);
    orders.first.put(rank);
  }

  delete(group: string, rank: Rank): void {
    const orders = this.#groups.get(group);
    if (!orders) return;
    orders.last.delete(rank);
    orders.first.delete(rank);
    if (orders.last.size === 0) this.#groups.delete(group);
  }

  /** So many nodes that are accepted in each of both orders; some come twice. None only where none is accepted. */
  *best(group: string, count: number, accepts: (node: FleetNode) => boolean): Generator<FleetNode, void, undefined> {
    const orders = this.#groups.get(group);
    if (!orders) return;
    for (const order of [orders.first, orders.last]) {
      let left = count;
      for (const { node } of order.inOrder()) {
        if (!accepts(node)) continue;
        yield node;
        left -= 1;
        if (left === 0) break;
      }
    }
  }
}
