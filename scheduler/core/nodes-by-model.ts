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

  of(model: string): Iterable<FleetNode> {
    return this.#nodes.get(model) ?? [];
  }
}
