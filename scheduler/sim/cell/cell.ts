import type { Lease, NodeOrderKind, TaskDescription } from '@quartet/protos/generated/index.ts';
import type { Uniform } from '@quartet/service-kit/random.ts';
import type { Scheduler } from '../../core/scheduler.ts';
import { Agenda } from '../agenda.ts';
import { CellNode, type NodePlan } from './cell-node.ts';
import { SimLock } from './leader-lock.ts';
import { type Host, Network } from './network.ts';
import type { CellParts } from './parts.ts';
import type { SimCatalog } from './sim-catalog.ts';
import { SimScheduler } from './sim-scheduler.ts';
import { SimWorker } from './sim-worker.ts';
import { Service } from './stream.ts';
import type { Moment, Witness } from './witness.ts';
import { Workflow } from './workflow.ts';

/** What is looked at in a cell, or a broken one in its place. */
export interface CellMakers {
  /** For each leadership. */
  readonly makeCore: () => Scheduler;
  readonly makeCatalog: (recorded: (lease: Lease) => void) => SimCatalog;
}

const schedulerHosts: readonly Host[] = ['scheduler-a', 'scheduler-b', 'scheduler-c'];
const workerHosts: readonly Host[] = ['worker-a', 'worker-b', 'worker-c'];

/** A whole cell under a virtual clock: the real core in processes that talk over a network, and the seed decides all chance. */
export class Cell {
  readonly agenda = new Agenda();
  readonly network: Network;
  readonly parts: CellParts;
  readonly schedulers = new Map<Host, SimScheduler>();
  readonly workers = new Map<Host, SimWorker>();
  readonly nodes = new Map<Host, CellNode>();
  readonly workflows = new Map<string, Workflow>();
  /** How far the clock is ahead by which images are accepted; it may run backwards. */
  wallClockAheadMs = 0;
  /** Since when nothing has gone wrong. */
  calmSinceMs = Infinity;
  readonly #models: readonly number[];
  readonly #makeCore: () => Scheduler;
  readonly #witnesses: Witness[] = [];
  #lives = 0;
  #orders = 0;

  /**
   * @param uniform decides all chance of the network and its peers
   * @param models ranks of those in the store
   */
  constructor(uniform: Uniform, models: readonly number[], makers: CellMakers) {
    const { agenda } = this;
    this.network = new Network(agenda, uniform);
    this.#models = models;
    this.#makeCore = makers.makeCore;
    const { network } = this;
    const witness = (moment: Moment): void => {
      for (const each of this.#witnesses) each(moment);
    };
    this.parts = {
      agenda,
      network,
      lock: new SimLock(agenda),
      catalog: makers.makeCatalog((lease) => witness({ kind: 'recorded', lease })),
      joins: new Service(network),
      places: new Service(network),
      runs: new Service(network),
      schedulers: schedulerHosts,
      witness,
    };
  }

  watch(witness: Witness): void {
    this.#witnesses.push(witness);
  }

  /** Starts all schedulers and workers. */
  start(): void {
    for (const host of schedulerHosts) this.startScheduler(host);
    for (const host of workerHosts) this.startWorker(host);
  }

  startScheduler(host: Host): void {
    this.#lives += 1;
    this.schedulers.set(host, new SimScheduler(host, this.#lives, this.parts, this.#makeCore));
  }

  startWorker(host: Host): void {
    this.workers.set(host, new SimWorker(host, this.parts));
  }

  startNode(plan: NodePlan): void {
    const node = new CellNode(plan, this.#models, this.parts);
    this.nodes.set(node.id, node);
  }

  /** Somebody wants an image. */
  submit(asked: Omit<TaskDescription, 'acceptedAtMs'>): void {
    const description = { ...asked, acceptedAtMs: this.agenda.nowMs + this.wallClockAheadMs };
    this.parts.catalog.accept(description.taskId);
    const alive = (): SimWorker[] => [...this.workers.values()].filter(({ isAlive }) => isAlive);
    this.workflows.set(description.taskId, new Workflow(description, this.parts, alive));
  }

  /** Somebody does not want an image any more. */
  cancel(taskId: string): void {
    if (this.parts.catalog.end(taskId, 'canceled')) this.workflows.get(taskId)?.cancel();
  }

  /** An operator says to whoever leads what a node is to do. @param graceMs with a drain: how long tasks have to end */
  order(nodeId: Host, order: NodeOrderKind, graceMs?: number): void {
    this.#orders += 1;
    const ordered = { kind: 'node_ordered', nodeId, orderId: `order-${this.#orders}`, order, graceMs } as const;
    for (const scheduler of this.schedulers.values()) if (scheduler.isAlive) scheduler.order(ordered);
  }

  /** After so many milliseconds. */
  after(ms: number, happen: () => void): void {
    this.agenda.add(this.agenda.nowMs + ms, happen);
  }
}
