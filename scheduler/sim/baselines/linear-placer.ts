import type { Lease, ResidentModel, StoredModel, TaskDescription } from '@quartet/protos/generated/index.ts';
import { leaseName } from '@quartet/protos/leases.ts';
import type { Decision } from '../../core/decisions.ts';
import type { NodeConnection, NodeReport, SchedulerEvent } from '../../core/events.ts';
import type { Placer } from '../simulation.ts';

/** A task on a node, as its placer sees it. */
export interface Held {
  readonly lease: Lease;
  readonly description: TaskDescription;
  stepsLeft: number;
}

/** A node, as its newest report and the placer's own leases show it. */
export interface SeenNode {
  readonly id: string;
  readonly connection: NodeConnection;
  /** Its kind. */
  readonly pool: string;
  readonly taskCap: number;
  readonly batchCap: number;
  readonly models: ReadonlyMap<string, ResidentModel>;
  /** Not in memory. */
  readonly stored: ReadonlyMap<string, StoredModel>;
  /** In order of admission. */
  readonly held: Map<string, Held>;
}

/** What a placer goes by: the node with the least score gets the task. */
export type Score = (task: TaskDescription, node: SeenNode, nowMs: number) => number;

/**
 * First come, first served: the first task goes to the node with the least score of all that have room and can have its model,
 * and all others wait behind it. Looks at every node for every task, and knows of no faults.
 */
export class LinearPlacer implements Placer {
  readonly #score: Score;
  readonly #nodes = new Map<string, SeenNode>();
  readonly #waiting: TaskDescription[] = [];
  #decisions: Decision[] = [];
  #leases = 0;

  constructor(score: Score) {
    this.#score = score;
  }

  apply(event: SchedulerEvent): void {
    if (event.kind === 'node_reported') this.#takeReport(event.connection, event.report);
    else if (event.kind === 'task_placed') this.#waiting.push(event.description);
  }

  decide(nowMs: number): readonly Decision[] {
    for (let [task] = this.#waiting; task; [task] = this.#waiting) {
      const node = this.#best(task, nowMs);
      if (!node) break;
      this.#waiting.shift();
      this.#grant(task, node, nowMs);
    }
    const decisions = this.#decisions;
    this.#decisions = [];
    return decisions;
  }

  #takeReport(connection: NodeConnection, report: NodeReport): void {
    const { nodeId: id, pool, taskCap, batchCap, models, stored, running, ended } = report;
    const held = this.#nodes.get(id)?.held ?? new Map<string, Held>();
    for (const { lease, step, steps } of running) {
      const known = held.get(leaseName(lease));
      if (known) known.stepsLeft = steps - step;
    }
    for (const { lease } of ended) held.delete(leaseName(lease));
    if (ended.length > 0) {
      this.#decisions.push({ kind: 'ended_noted', connection, leases: ended.map(({ lease }) => lease) });
    }
    this.#nodes.set(id, {
      id,
      connection,
      pool,
      taskCap,
      batchCap,
      models: new Map(models.map((model) => [model.model, model])),
      stored: new Map(stored.map((model) => [model.model, model])),
      held,
    });
  }

  #best(task: TaskDescription, nowMs: number): SeenNode | undefined {
    let best: SeenNode | undefined;
    let least = Infinity;
    for (const node of this.#nodes.values()) {
      if (node.held.size >= node.taskCap || !(node.models.has(task.model) || node.stored.has(task.model))) continue;
      const score = this.#score(task, node, nowMs);
      if (best && score >= least) continue;
      [best, least] = [node, score];
    }
    return best;
  }

  #grant(description: TaskDescription, node: SeenNode, nowMs: number): void {
    this.#leases += 1;
    const { taskId, steps } = description;
    const lease = { taskId, epoch: 1, number: this.#leases, nodeId: node.id, nodeAddress: `${node.id}:1` };
    node.held.set(leaseName(lease), { lease, description, stepsLeft: steps });
    const grant = { waitedMs: nowMs - description.acceptedAtMs };
    this.#decisions.push({ kind: 'leased', workers: [], description, lease, grant });
  }
}
