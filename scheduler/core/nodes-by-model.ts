import type { FleetNode } from './fleet.ts';

/** Nodes by a model that they stand under for one reason. */
export class NodesByModel {
  readonly #nodes = new Map<string, Set<FleetNode>>();

  add(model: string, node: FleetNode): void {
    const nodes = this.#nodes.get(model);
    if (nodes) nodes.add(node);
    else this.#nodes.set(model, new Set([node]));
  }

  remove(model: string, node: FleetNode): void {
    const nodes = this.#nodes.get(model);
    if (nodes?.delete(node) && nodes.size === 0) this.#nodes.delete(model);
  }

  has(model: string): boolean {
    return this.#nodes.has(model);
  }

  /** Whether a node stands under the model that is none of these. */
  hasOther(model: string, ids: ReadonlySet<string>): boolean {
    if (ids.size === 0) return this.has(model);
    for (const node of this.of(model)) if (!ids.has(node.id)) return true;
    return false;
  }

  of(model: string): Iterable<FleetNode> {
    return this.#nodes.get(model) ?? [];
  }
}
