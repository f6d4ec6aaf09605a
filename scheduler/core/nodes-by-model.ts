import type { FleetNode } from './fleet.ts';

/** Nodes by the models that they stand under for one reason. */
export class NodesByModel {
  readonly #nodes = new Map<string, Set<FleetNode>>();
  readonly #modelsOf = new Map<FleetNode, ReadonlySet<string>>();

  /** A node stands under these models and no others. */
  set(node: FleetNode, models: readonly string[]): void {
    const known = this.#modelsOf.get(node);
    if (known && known.size === models.length && models.every((model) => known.has(model))) return;
    for (const model of known ?? []) {
      const nodes = this.#nodes.get(model);
      if (nodes?.delete(node) && nodes.size === 0) this.#nodes.delete(model);
    }
    if (models.length > 0) this.#modelsOf.set(node, new Set(models));
    else this.#modelsOf.delete(node);
    for (const model of models) {
      const nodes = this.#nodes.get(model) ?? new Set();
      this.#nodes.set(model, nodes.add(node));
    }
  }

  has(model: string): boolean {
    return this.#nodes.has(model);
  }

  /** Whether a node stands under the model that is none of these. */
  hasOther(model: string, ids: ReadonlySet<string>): boolean {
    if (ids.size === 0) return this.has(model);
    for (const node of this.#nodes.get(model) ?? []) if (!ids.has(node.id)) return true;
    return false;
  }
}
