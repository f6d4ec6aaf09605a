import type { Lease, Reason, ResidentModel, StoredModel } from '@quartet/protos/generated/index.ts';
import { leaseName } from '@quartet/protos/leases.ts';
import { expectModel, forgetArrived, loadMs, loadWaitMs, loadableOf } from './arrivals.ts';
import type { NodeConnection, NodeReport } from './events.ts';
import type { Lane } from './lanes.ts';
import { limits } from './limits.ts';
import { type Order, cordonOf, orderOf } from './node-order.ts';
import { type NodeUse, unused } from './node-use.ts';
import type { Terms } from './pressure.ts';
import { type ModelProfile, type Shape, type Prediction, gainingBatch, guessedProfile, predict } from './predict.ts';
import { delayPrice, loadPrice } from './prices.ts';
import { Takers } from './takers.ts';

/** A task that takes up room on a node. */
export interface Resident {
  readonly lease: Lease;
  readonly model: string;
  /** Undefined where only a node's report has told of the task. */
  readonly shape: Shape | undefined;
  steps: number;
  /** Those that were left when the lease began. */
  readonly stepsGranted: number;
  stepsLeft: number;
  /** When its task should have ended; undefined where only a node's report has told of it. */
  readonly dueAtMs: number | undefined;
  readonly grantedAtMs: number;
  /** Whether a report has shown it: a worker has started it. */
  shown: boolean;
  /** Why the node was told to stop it; it takes up room until a report no longer shows it. */
  dropped: Reason | undefined;
}

/** A node as its reports and our own grants show it. */
export interface FleetNode {
  readonly id: string;
  address: string;
  pool: string;
  /** Its open stream; without one it takes no new tasks, while its leases live on until it is silent. */
  connection: NodeConnection | undefined;
  lastReportMs: number;
  /** It has missed its reports: its leases are lost. */
  silent: boolean;
  draining: boolean;
  /** What an operator said of it, as its reports tell. */
  order: Order | undefined;
  /** What an operator has said and no report has shown yet. */
  wanted: Order | undefined;
  batchCap: number;
  taskCap: number;
  models: ReadonlyMap<string, ResidentModel>;
  /** Models that are not in memory and can be loaded. */
  stored: ReadonlyMap<string, StoredModel>;
  /** Those of them that are on their way into memory, and when they are expected there. Our own grants count at once. */
  readonly arrivals: Map<string, number>;
  /** By lease name, in order of admission. Our own grants count at once, not only when a report shows them. */
  readonly residents: Map<string, Resident>;
  /** How full it is, and since when. */
  use: NodeUse;
  /** Until then it gets no tasks, because a worker could not reach it. */
  unreachableUntilMs: number;
  /** How often in a row that was so; a lease that the node shows proves it reachable. */
  unreachableTimes: number;
  /** How full its calls are: at 1 or more another task in them slows the others down and gains next to nothing. */
  crowding: number;
  /** What would become of a task here, its model's load left out, by model, shape, steps and when it is due; emptied whenever the node changes. */
  readonly predictions: Map<string, Prediction>;
}

/** Of the time that a task has left, what it may take by a prediction to be counted as in time: others come that are due sooner. */
const safeShare = 0.5;

/** A task that looks for a node. */
export interface Newcomer {
  readonly shape: Shape;
  readonly stepsLeft: number;
  readonly dueAtMs: number;
}

/** A node for a task. */
export interface Option {
  readonly node: FleetNode;
  /** Whether the node would load the model for it. */
  readonly loads: boolean;
  readonly finishMs: number;
  readonly costMs: number;
}

/** The nodes, and which of them is the best for a task. */
export class Fleet {
  readonly nodes = new Map<string, FleetNode>();
  readonly #nodeOf = new Map<NodeConnection, FleetNode>();
  readonly takers = new Takers((node, model) => this.profileOn(node, model));
  /** The newest profile of each model ever reported, of all and of each pool. */
  readonly #profiles = new Map<string, ModelProfile>();
  readonly #poolProfiles = new Map<string, ModelProfile>();

  /** Takes in what a report says of the node itself, not of its tasks. The newest stream is the node's own. */
  takeReport(connection: NodeConnection, report: NodeReport, now: number): FleetNode {
    const node = this.nodes.get(report.nodeId) ?? newNode(report.nodeId);
    if (node.connection !== connection) {
      if (node.connection) this.#nodeOf.delete(node.connection);
      this.#nodeOf.set(connection, node);
      node.connection = connection;
      node.unreachableUntilMs = 0;
      node.unreachableTimes = 0;
    }
    const { address, pool, draining, batchCap, taskCap } = report;
    Object.assign(node, { address, pool, draining, batchCap, taskCap, lastReportMs: now, silent: false });
    node.models = new Map(
      report.models.map((model) => [model.model, { ...sortedTimes(model), shapes: model.shapes.map(sortedTimes) }]),
    );
    for (const [model, profile] of node.models) {
      this.#profiles.set(model, profile);
      this.#poolProfiles.set(inPool(pool, model), profile);
    }
    node.stored = loadableOf(report.stored);
    node.order = report.order && orderOf(report.order, now);
    this.nodes.set(node.id, node);
    return node;
  }

  /** The node whose stream this is, if it is not yet replaced by a newer one. */
  close(connection: NodeConnection): void {
    const node = this.#nodeOf.get(connection);
    if (!node) return;
    this.#nodeOf.delete(connection);
    node.connection = undefined;
    this.refresh(node);
  }

  /** Forgets a node. */
  forget(node: FleetNode): void {
    this.takers.remove(node);
    this.nodes.delete(node.id);
  }

  /** Puts the node where it belongs after any change of it. */
  refresh(node: FleetNode): void {
    node.predictions.clear();
    node.crowding = this.#crowding(node);
    forgetArrived(node);
    if (isUsable(node)) this.takers.update(node);
    else this.takers.remove(node);
  }

  /** A worker could not reach it: it rests, longer with each repetition, until it proves reachable or joins anew. */
  markUnreachable(node: FleetNode, now: number): void {
    if (node.unreachableUntilMs > now) return;
    const pauseMs = limits.unreachableFirstMs * 2 ** node.unreachableTimes;
    node.unreachableUntilMs = now + Math.min(pauseMs, limits.unreachableMaxMs);
    node.unreachableTimes = Math.min(node.unreachableTimes + 1, 10);
    this.refresh(node);
  }

  /** A task is given to a node, which loads its model where it has to. */
  add(node: FleetNode, resident: Resident): void {
    expectModel(node, resident.model, resident.grantedAtMs);
    node.residents.set(leaseName(resident.lease), resident);
    this.refresh(node);
  }

  /**
   * Of the lane's candidates the one where a task costs least: the time until it ends, the wait for its model included, what its
   * load is worth, and by how much it delays those that are due later. Where the best would load the model for it, yet one that has it
   * or gets it anyway ends it safely in time, that one. Of equal ones the emptiest.
   */
  cheapest(lane: Lane, newcomer: Newcomer, terms: Terms, now: number): FleetNode | undefined {
    let best: Option | undefined;
    let warm: Option | undefined;
    for (const node of this.takers.candidates(lane, terms)) {
      const option = this.optionOn(node, lane.model, newcomer, now);
      // Nodes that load come last.
      if (option.loads && warm && isSafe(warm, newcomer, now)) return warm.node;
      if (isBetter(option, best)) best = option;
      if (!option.loads && isBetter(option, warm)) warm = option;
    }
    return warm && isSafe(warm, newcomer, now) ? warm.node : best?.node;
  }

  /** What it would mean for a task to go to a node that may take it. */
  optionOn(node: FleetNode, model: string, newcomer: Newcomer, now: number): Option {
    const load = node.arrivals.has(model) ? undefined : node.stored.get(model);
    const prediction = this.#predict(node, model, newcomer);
    const finishMs = loadWaitMs(node, model, now) + prediction.finishMs;
    const harmMs = delayPrice * prediction.delayMs + (load ? loadPrice * loadMs(load) : 0);
    return { node, loads: load !== undefined, finishMs, costMs: finishMs + harmMs };
  }

  /** The model's newest profile, or a guess while no node has reported one. */
  profile(model: string): ModelProfile {
    return this.#profiles.get(model) ?? guessedProfile;
  }

  /** The model's profile on a node: its own, or where it has not measured it, its pool's, whose nodes are of one kind, or any. */
  profileOn({ models, pool }: FleetNode, model: string): ModelProfile {
    return models.get(model) ?? this.#poolProfiles.get(inPool(pool, model)) ?? this.profile(model);
  }

  /** What each task takes of the room in its call, added up. */
  #crowding(node: FleetNode): number {
    let sum = 0;
    for (const { model } of node.residents.values()) {
      sum += 1 / gainingBatch(this.profileOn(node, model));
    }
    return sum;
  }

  /** Without the wait for its model. */
  #predict(node: FleetNode, model: string, { shape, stepsLeft, dueAtMs }: Newcomer): Prediction {
    const key = `${dueAtMs} ${stepsLeft} ${shape.width}x${shape.height} ${shape.guided} ${model}`;
    const known = node.predictions.get(key);
    if (known) return known;
    const device = { batchCap: node.batchCap, profiles: { get: (id: string) => this.profileOn(node, id) } };
    const prediction = predict(device, [...node.residents.values()], { model, shape, stepsLeft, dueAtMs });
    node.predictions.set(key, prediction);
    return prediction;
  }
}

/** Whether its stream is open and its reports are fresh. */
export function isLive(node: FleetNode): boolean {
  return node.connection !== undefined && !node.silent;
}

/** Whether it takes tasks, now or when it has room. */
export function isUsable(node: FleetNode): boolean {
  return isLive(node) && !node.draining && !cordonOf(node);
}

const inPool = (pool: string, model: string): string => `${pool}\n${model}`;

/** Whether it would end in time there, with a margin. */
export function isSafe({ finishMs }: Option, { dueAtMs }: Newcomer, now: number): boolean {
  return finishMs <= safeShare * (dueAtMs - now);
}

/** Where the costs are the same, the emptier one is better. */
function isBetter({ node, costMs }: Option, than: Option | undefined): boolean {
  if (!than || costMs !== than.costMs) return !than || costMs < than.costMs;
  const fewer = node.residents.size - than.node.residents.size;
  return fewer < 0 || (fewer === 0 && node.id < than.node.id);
}

function newNode(id: string): FleetNode {
  return {
    id,
    address: '',
    pool: '',
    connection: undefined,
    lastReportMs: 0,
    silent: false,
    draining: false,
    order: undefined,
    wanted: undefined,
    batchCap: 1,
    taskCap: 0,
    models: new Map(),
    stored: new Map(),
    arrivals: new Map(),
    residents: new Map(),
    use: unused,
    unreachableUntilMs: 0,
    unreachableTimes: 0,
    crowding: 0,
    predictions: new Map(),
  };
}

function sortedTimes<Some extends Pick<ResidentModel, 'stepTimes'>>(profile: Some): Some {
  return { ...profile, stepTimes: profile.stepTimes.toSorted((a, b) => a.batch - b.batch) };
}
