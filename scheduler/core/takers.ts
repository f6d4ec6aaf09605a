import type { Lane } from './lanes.ts';
import type { FleetNode } from './fleet.ts';
import { NodesByModel } from './nodes-by-model.ts';
import type { Terms } from './pressure.ts';

/**
 * Which nodes can take tasks of a model. A node that has it, or has it on its way into memory, takes them when it has room.
 * One that can load it does so for a task while nothing else is on its way there.
 */
export class Takers {
  /** Nodes that have a model or get it, with room or without. */
  readonly #holders = new NodesByModel();
  /** Those of them with room now. */
  readonly #roomy = new NodesByModel();
  /** Nodes that would have to load it, with room or without. */
  readonly #loaders = new NodesByModel();
  /** Those of them that may load it now and hold no task. */
  readonly #idleLoaders = new NodesByModel();
  /** Those of them that may load it now and hold tasks. */
  readonly #busyLoaders = new NodesByModel();

  /** Puts a usable node where it belongs; it is in no list. */
  add(node: FleetNode): void {
    const hasRoom = node.unreachableUntilMs === 0 && node.residents.size < node.taskCap;
    for (const models of [node.models, node.arrivals]) {
      for (const model of models.keys()) {
        this.#holders.add(model, node);
        if (hasRoom) this.#roomy.add(model, node);
      }
    }
    const freeLoaders = node.residents.size === 0 ? this.#idleLoaders : this.#busyLoaders;
    for (const model of node.stored.keys()) {
      if (node.arrivals.has(model)) continue;
      this.#loaders.add(model, node);
      if (hasRoom && node.arrivals.size === 0) freeLoaders.add(model, node);
    }
  }

  /** Takes a node out of all lists; its models are those it was added with. */
  remove(node: FleetNode): void {
    for (const model of node.models.keys()) {
      this.#holders.remove(model, node);
      this.#roomy.remove(model, node);
    }
    for (const model of node.stored.keys()) {
      for (const nodes of [this.#holders, this.#roomy, this.#loaders, this.#idleLoaders, this.#busyLoaders]) {
        nodes.remove(model, node);
      }
    }
  }

  /** Whether a usable node has the model or can load it, with room or without. */
  has(model: string): boolean {
    return this.#holders.has(model) || this.#loaders.has(model);
  }

  /** Whether a usable node takes tasks of a model while much waits, when it has room and loads nothing else. */
  takes(node: FleetNode, model: string): boolean {
    if (node.models.has(model) || node.arrivals.has(model)) return true;
    return node.stored.has(model) && (node.residents.size === 0 || !this.#holders.has(model));
  }

  hasCandidates(lane: Lane, terms: Terms): boolean {
    return this.candidates(lane, terms).next().done === false;
  }

  /** Nodes that may take a task of the lane now: where it failed before only if no other has the model or can load it. */
  *candidates({ model, avoided }: Lane, { copies, crowding }: Terms): Generator<FleetNode, void, undefined> {
    const isHeldElsewhere = this.#holders.hasOther(model, avoided);
    const anywhere = !isHeldElsewhere && !this.#loaders.hasOther(model, avoided);
    const takes = (node: FleetNode): boolean => (anywhere || !avoided.has(node.id)) && node.crowding < crowding;
    const isHeld = anywhere ? this.#holders.has(model) : isHeldElsewhere;
    for (const node of this.#roomy.of(model)) if (takes(node)) yield node;
    for (const node of this.#idleLoaders.of(model)) if (takes(node)) yield node;
    if (isHeld && !copies) return;
    for (const node of this.#busyLoaders.of(model)) if (takes(node)) yield node;
  }
}
