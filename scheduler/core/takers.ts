import type { Lane } from './lanes.ts';
import type { FleetNode } from './fleet.ts';
import { Kinds } from './kinds.ts';
import { NodesByModel } from './nodes-by-model.ts';
import { type ModelProfile, soloGpuMs, stepMs } from './predict.ts';
import { type Terms, freeCrowding } from './pressure.ts';
import { delayPrice } from './prices.ts';
import { type Rank, RankedNodes } from './ranked-nodes.ts';

/** Steps of most pictures. */
const usualSteps = 30;
/** How many nodes are looked at of each group, in each order. */
const looks = { holders: 12, loaders: 2 };

/** A node in one of the groups. */
interface Place {
  readonly nodes: RankedNodes;
  readonly group: string;
  readonly rank: Rank;
}

/**
 * Which nodes can take tasks of a model. A node that has it, or has it on its way into memory, takes them when it has room.
 * One that can load it does so for a task while nothing else is on its way there.
 */
export class Takers {
  readonly #profileOn: (node: FleetNode, model: string) => ModelProfile;
  /** Usable nodes that have a model or get it, and those that would have to load it, with room or without. */
  readonly #holders = new NodesByModel();
  readonly #loaders = new NodesByModel();
  readonly #kinds = new Kinds();
  /** Nodes with room by the models that they have or get: those that free tasks join, and those that are too crowded for it. */
  readonly #open = new RankedNodes();
  readonly #crowded = new RankedNodes();
  /** The same of those that get it. */
  readonly #openSoon = new RankedNodes();
  readonly #crowdedSoon = new RankedNodes();
  /** Nodes with room that load nothing, by kind: without tasks, and with some. */
  readonly #idleLoaders = new RankedNodes();
  readonly #openLoaders = new RankedNodes();
  readonly #crowdedLoaders = new RankedNodes();
  readonly #places = new Map<FleetNode, readonly Place[]>();

  /** @param profileOn a model's profile on a node */
  constructor(profileOn: (node: FleetNode, model: string) => ModelProfile) {
    this.#profileOn = profileOn;
  }

  /** Puts a usable node where it belongs after any change of it. */
  update(node: FleetNode): void {
    this.#leavePlaces(node);
    this.#holders.set(node, [...node.models.keys(), ...node.arrivals.keys()]);
    this.#loaders.set(
      node,
      [...node.stored.keys()].filter((model) => !node.arrivals.has(model)),
    );
    const kind = this.#kinds.set(node);
    if (node.unreachableUntilMs > 0 || node.residents.size >= node.taskCap) return;
    const places = this.#placesOf(node, kind);
    for (const { nodes, group, rank } of places) nodes.add(group, rank);
    this.#places.set(node, places);
  }

  /** Takes a node out of all lists. */
  remove(node: FleetNode): void {
    this.#leavePlaces(node);
    this.#holders.set(node, []);
    this.#loaders.set(node, []);
    this.#kinds.remove(node);
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

  /**
   * The best of the nodes that may take a task of the lane now, and some that are not: where it failed before only if no other has the
   * model or can load it. None only where none may. Those that have the model or get it come first.
   */
  *candidates({ model, avoided }: Lane, { copies, isFree }: Terms): Generator<FleetNode, void, undefined> {
    const isHeldElsewhere = this.#holders.hasOther(model, avoided);
    const anywhere = !isHeldElsewhere && !this.#loaders.hasOther(model, avoided);
    const accepts = (node: FleetNode): boolean => anywhere || !avoided.has(node.id);
    yield* this.#open.best(model, looks.holders, accepts);
    if (!isFree) yield* this.#crowded.best(model, looks.holders, accepts);
    yield* this.#openSoon.best(model, looks.holders, accepts);
    if (!isFree) yield* this.#crowdedSoon.best(model, looks.holders, accepts);
    const kinds = this.#kinds.of(model);
    for (const kind of kinds) yield* this.#idleLoaders.best(kind, looks.loaders, accepts);
    const isHeld = anywhere ? this.#holders.has(model) : isHeldElsewhere;
    if (isHeld && !copies) return;
    for (const kind of kinds) {
      yield* this.#openLoaders.best(kind, looks.loaders, accepts);
      if (!isFree) yield* this.#crowdedLoaders.best(kind, looks.loaders, accepts);
    }
  }

  #leavePlaces(node: FleetNode): void {
    for (const { nodes, group, rank } of this.#places.get(node) ?? []) nodes.delete(group, rank);
    this.#places.delete(node);
  }

  /** Where a node with room is to be found. */
  #placesOf(node: FleetNode, kind: string): Place[] {
    const isOpen = node.crowding < freeCrowding;
    const places: Place[] = [];
    const restMs = this.#restMs(node);
    for (const model of node.models.keys()) {
      const nodes = isOpen ? this.#open : this.#crowded;
      places.push({ nodes, group: model, rank: this.#rankOf(node, model, restMs) });
    }
    for (const [model, atMs] of node.arrivals) {
      const nodes = isOpen ? this.#openSoon : this.#crowdedSoon;
      const { lastMs, firstMs } = this.#rankOf(node, model, restMs);
      places.push({ nodes, group: model, rank: { node, lastMs: atMs + lastMs, firstMs: atMs + firstMs } });
    }
    if (node.arrivals.size > 0 || node.stored.size === 0) return places;
    const busy = isOpen ? this.#openLoaders : this.#crowdedLoaders;
    const nodes = node.residents.size === 0 ? this.#idleLoaders : busy;
    places.push({ nodes, group: kind, rank: { node, lastMs: restMs, firstMs: node.residents.size } });
    return places;
  }

  #rankOf(node: FleetNode, model: string, restMs: number): Rank {
    const ownMs = soloGpuMs(this.#profileOn(node, model), usualSteps);
    return {
      node,
      lastMs: restMs + ownMs,
      firstMs: ownMs * (1 + delayPrice * node.residents.size),
    };
  }

  /** Until a node would be done with all that it has, one after another. */
  #restMs(node: FleetNode): number {
    let sumMs = 0;
    for (const { model, stepsLeft } of node.residents.values())
      sumMs += stepsLeft * stepMs(this.#profileOn(node, model), 1);
    return sumMs;
  }
}
