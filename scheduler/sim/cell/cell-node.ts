import type { Lease, NodeOrder } from '@quartet/protos/generated/index.ts';
import type { Card } from '../mixes/fleet.ts';
import { SimNode } from '../sim-node.ts';
import { LeaderStream } from './leader-stream.ts';
import { NodeTasks } from './node-tasks.ts';
import type { CellParts } from './parts.ts';
import type { JoinAnswer, JoinRequest } from './words.ts';

/** How a node is made. */
export interface NodePlan {
  /** Its name comes of it. */
  readonly number: number;
  readonly card: Card;
  /** Tasks that it has at once. */
  readonly taskCap: number;
}

const reportEveryMs = 1_000;

/** One process that owns a device: it tells the leader its state, and workers have it run their tasks. */
export class CellNode {
  readonly id: string;
  readonly plan: NodePlan;
  readonly #parts: CellParts;
  readonly #device: SimNode;
  readonly #tasks: NodeTasks;
  readonly #leader: LeaderStream<JoinRequest, JoinAnswer>;
  #alive = true;
  #stopping = false;
  /** What an operator said, and when that was. */
  #held: { readonly order: NodeOrder; readonly atMs: number } | undefined;

  /** @param models that its store has */
  constructor(plan: NodePlan, models: readonly number[], parts: CellParts) {
    this.plan = plan;
    this.#parts = parts;
    const report = (): void => this.#report();
    this.#device = new SimNode(plan.number, plan.card, models, parts.agenda, report);
    this.#tasks = new NodeTasks(plan, this.#device, parts.agenda, report);
    this.id = this.#device.id;
    parts.runs.serve(this.id, (end) => {
      end.onMessage = (request) => this.#tasks.start(end, request);
      end.onClose = () => this.#tasks.leave(end);
    });
    this.#leader = new LeaderStream(parts, this.id, parts.joins, {
      opened: () => this.#report(),
      heard: (answer) => this.#obey(answer),
    });
    this.#beat();
  }

  get isAlive(): boolean {
    return this.#alive;
  }

  get isStopping(): boolean {
    return this.#stopping;
  }

  /** Whether it has been told to do without new tasks. */
  get isCordoned(): boolean {
    return this.#held !== undefined && this.#held.order.kind !== 'NODE_ORDER_KIND_SERVE';
  }

  /** Leases by which it runs tasks. */
  get leases(): readonly Lease[] {
    return this.#tasks.leases;
  }

  /** Ranks of the models that are in its memory or on their way there. */
  get models(): readonly number[] {
    const { models, loading } = this.#device.memory;
    return loading === undefined ? [...models] : [...models, loading];
  }

  /** Its process is gone, and all that it held. @param silently whether its machine went with it */
  crash(silently: boolean): void {
    this.#alive = false;
    this.#leader.stop();
    this.#parts.joins.die(this.id, silently);
    this.#parts.runs.die(this.id, silently);
  }

  /** It takes no new tasks, and after a while hands back what it has and exits. */
  stop(graceMs: number): void {
    const { agenda } = this.#parts;
    this.#stopping = true;
    this.#tasks.draining = true;
    this.#report();
    agenda.add(agenda.nowMs + graceMs, () => {
      this.#tasks.stopAll('REASON_DRAINING');
      // Its last words are on their way before its streams end.
      agenda.add(agenda.nowMs + reportEveryMs, () => this.crash(false));
    });
  }

  #beat(): void {
    const { agenda } = this.#parts;
    agenda.add(agenda.nowMs + reportEveryMs, () => {
      if (!this.#alive) return;
      this.#report();
      this.#beat();
    });
  }

  /** Its whole state, as it is now. */
  #report(): void {
    if (!this.#alive) return;
    this.#tasks.look();
    const { taskCap } = this.plan;
    const [draining, order] = [this.#stopping, this.#reportedOrder()];
    const report = { ...this.#device.report(), ...this.#tasks.report(), taskCap, draining, order };
    this.#leader.send({ report, epochSeen: this.#tasks.epochSeen });
  }

  #obey(answer: JoinAnswer): void {
    switch (answer.kind) {
      case 'welcome':
        return this.#tasks.seeEpoch(answer.epoch);
      case 'noted':
        return this.#tasks.noted(answer.leases);
      case 'cancel':
        return this.#tasks.cancel(answer.lease, answer.reason);
      case 'order':
        return this.#obeyOrder(answer.order);
    }
  }

  #obeyOrder(order: NodeOrder): void {
    const { agenda } = this.#parts;
    if (order.id === this.#held?.order.id) return;
    this.#held = { order, atMs: agenda.nowMs };
    const drains = order.kind === 'NODE_ORDER_KIND_DRAIN';
    this.#tasks.draining = drains || this.#stopping;
    if (drains) {
      agenda.add(agenda.nowMs + order.drainLeftMs, () => {
        if (this.#alive && order.id === this.#held?.order.id) this.#tasks.stopAll('REASON_DRAINING');
      });
    }
    this.#report();
  }

  #reportedOrder(): NodeOrder | undefined {
    if (!this.#held) return undefined;
    const { order, atMs } = this.#held;
    const passedMs = this.#parts.agenda.nowMs - atMs;
    const [ageMs, drainLeftMs] = [order.ageMs + passedMs, Math.max(0, order.drainLeftMs - passedMs)];
    return { ...order, ageMs, drainLeftMs };
  }
}
