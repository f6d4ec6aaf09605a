import type { Lease, ResidentModel, StoredModel, TaskDescription } from '@quartet/protos/generated/index.ts';
import { leaseName } from '@quartet/protos/leases.ts';
import type { Decision } from '../../core/decisions.ts';
import type { NodeConnection, NodeReport } from '../../core/events.ts';
import { aimedMs } from '../sim-models.ts';

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
  /** In memory, the one used last at the end. */
  readonly models: ReadonlyMap<string, ResidentModel>;
  /** Not in memory. */
  readonly stored: ReadonlyMap<string, StoredModel>;
  /** In order of admission. */
  readonly held: Map<string, Held>;
}

/** Whether a node has a model in memory or in its store. */
export function canHave(node: SeenNode, model: string): boolean {
  return node.models.has(model) || node.stored.has(model);
}

/** When a task should have ended. */
export function dueAtMs(description: TaskDescription): number {
  return description.acceptedAtMs + aimedMs(description);
}

export function hasRoom(node: SeenNode): boolean {
  return node.held.size < node.taskCap;
}

/** What a placer without faults to fear knows of a fleet, and the leases that it grants. */
export class SeenFleet {
  readonly #nodes = new Map<string, SeenNode>();
  #decisions: Decision[] = [];
  #leases = 0;

  /** In the order in which they joined. */
  get nodes(): readonly SeenNode[] {
    return [...this.#nodes.values()];
  }

  takeReport(connection: NodeConnection, report: NodeReport): void {
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

  grant(description: TaskDescription, node: SeenNode, nowMs: number): void {
    this.#leases += 1;
    const { taskId, steps } = description;
    const dueInMs = dueAtMs(description) - nowMs;
    const lease = { taskId, epoch: 1, number: this.#leases, nodeId: node.id, nodeAddress: `${node.id}:1`, dueInMs };
    node.held.set(leaseName(lease), { lease, description, stepsLeft: steps });
    const grant = { waitedMs: nowMs - description.acceptedAtMs };
    this.#decisions.push({ kind: 'leased', workers: [], description, lease, grant });
  }

  /** What was decided since this was last asked. */
  takeDecisions(): readonly Decision[] {
    const decisions = this.#decisions;
    this.#decisions = [];
    return decisions;
  }
}
