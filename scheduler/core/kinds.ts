import type { FleetNode } from './fleet.ts';

/** Nodes of one kind are of one pool and have the same models, in memory or in their store. */
interface Kind {
  readonly name: string;
  readonly pool: string;
  readonly models: ReadonlySet<string>;
  nodes: number;
}

/** What kinds of nodes there are: few, however many nodes. */
export class Kinds {
  readonly #kinds = new Map<string, Kind>();
  readonly #kindOf = new Map<FleetNode, Kind>();
  readonly #byModel = new Map<string, Set<string>>();

  /** Finds a node's kind after a change of it. @returns the kind's name */
  set(node: FleetNode): string {
    const known = this.#kindOf.get(node);
    if (known && isOfKind(node, known)) return known.name;
    this.remove(node);
    const models = new Set([...node.models.keys(), ...node.stored.keys()]);
    const name = [node.pool, ...[...models].sort()].join('\n');
    let kind = this.#kinds.get(name);
    if (!kind) {
      kind = { name, pool: node.pool, models, nodes: 0 };
      this.#kinds.set(name, kind);
      for (const model of models) {
        const kinds = this.#byModel.get(model) ?? new Set();
        this.#byModel.set(model, kinds.add(name));
      }
    }
    kind.nodes += 1;
    this.#kindOf.set(node, kind);
    return name;
  }

  remove(node: FleetNode): void {
    const kind = this.#kindOf.get(node);
    if (!kind) return;
    this.#kindOf.delete(node);
    kind.nodes -= 1;
    if (kind.nodes > 0) return;
    this.#kinds.delete(kind.name);
    for (const model of kind.models) {
      const kinds = this.#byModel.get(model);
      if (kinds?.delete(kind.name) && kinds.size === 0) this.#byModel.delete(model);
    }
  }

  /** The names of the kinds that have a model. */
  of(model: string): Iterable<string> {
    return this.#byModel.get(model) ?? [];
  }
}

function isOfKind({ pool, models, stored }: FleetNode, kind: Kind): boolean {
  if (pool !== kind.pool || models.size + stored.size !== kind.models.size) return false;
  for (const model of models.keys()) if (!kind.models.has(model)) return false;
  for (const model of stored.keys()) if (!kind.models.has(model)) return false;
  return true;
}
