import type { Decision } from '../../core/decisions.ts';
import type { NodeConnection, NodeOrdered, SchedulerEvent, WorkerConnection } from '../../core/events.ts';
import type { Scheduler } from '../../core/scheduler.ts';
import type { StreamEnd } from './stream.ts';
import type { Leading, Witness } from './witness.ts';
import type { JoinAnswer, JoinRequest, NotLeader, PlaceAnswer, PlaceRequest } from './words.ts';

export type JoinEnd = StreamEnd<JoinAnswer | NotLeader, JoinRequest>;
export type PlaceEnd = StreamEnd<PlaceAnswer | NotLeader, PlaceRequest>;

/** What a scheduler has while it leads: a core that knows nothing yet, and the streams that tell it. */
export class Term {
  readonly leading: Leading;
  readonly #core: Scheduler;
  readonly #now: () => number;
  readonly #witness: Witness;
  readonly #superseded: () => void;
  readonly #workers = new Map<WorkerConnection, PlaceEnd>();
  readonly #nodes = new Map<NodeConnection, JoinEnd>();
  /** The newest stream of each node. */
  readonly #newest = new Map<string, JoinEnd>();
  #opened = 0;

  /**
   * @param now of the scheduler's own clock, milliseconds
   * @param superseded called when a node or a worker has seen a later epoch
   */
  constructor(leading: Leading, now: () => number, witness: Witness, superseded: () => void) {
    this.leading = leading;
    this.#core = leading.core;
    this.#now = now;
    this.#witness = witness;
    this.#superseded = superseded;
    this.#hear({ kind: 'took_over', epoch: leading.epoch });
  }

  acceptNode(end: JoinEnd): void {
    this.#opened += 1;
    const connection: NodeConnection = `node-${this.#opened}`;
    this.#nodes.set(connection, end);
    let nodeId: string | undefined;
    end.onMessage = ({ report, epochSeen }) => {
      if (epochSeen > this.leading.epoch) return this.#superseded();
      if (nodeId === undefined) this.#welcome(end, report.nodeId);
      nodeId = report.nodeId;
      this.#hear({ kind: 'node_reported', connection, report });
    };
    end.onClose = () => {
      this.#nodes.delete(connection);
      this.#hear({ kind: 'node_closed', connection });
    };
  }

  acceptWorker(end: PlaceEnd): void {
    this.#opened += 1;
    const worker: WorkerConnection = `worker-${this.#opened}`;
    this.#workers.set(worker, end);
    end.onMessage = (request) => {
      const epochSeen = request.kind === 'place' ? (request.failed?.lease.epoch ?? 0) : 0;
      if (epochSeen > this.leading.epoch) return this.#superseded();
      this.#hear(eventOf(worker, request));
    };
    end.onClose = () => {
      this.#workers.delete(worker);
      this.#hear({ kind: 'worker_closed', worker });
    };
  }

  /** Time has passed. */
  tick(): void {
    this.#decide(undefined);
  }

  /** An operator says what a node is to do. */
  order(ordered: NodeOrdered): void {
    this.#hear(ordered);
  }

  /** Cuts every stream: whatever it knows is void. */
  end(refusal: NotLeader): void {
    for (const end of [...this.#nodes.values(), ...this.#workers.values()]) {
      [end.onMessage, end.onClose] = [() => undefined, () => undefined];
      end.send(refusal);
      end.close();
    }
    this.#witness({ kind: 'ended', leading: this.leading });
  }

  /** An older stream of the same node is cut: both are heard of until then. */
  #welcome(end: JoinEnd, nodeId: string): void {
    const older = this.#newest.get(nodeId);
    this.#newest.set(nodeId, end);
    if (older?.isOpen) {
      older.close();
      older.onClose();
    }
    end.send({ kind: 'welcome', epoch: this.leading.epoch });
  }

  #hear(event: SchedulerEvent): void {
    this.#core.apply(event, this.#now());
    this.#decide(event);
  }

  #decide(event: SchedulerEvent | undefined): void {
    const now = this.#now();
    const decisions = this.#core.decide(now);
    for (const decision of decisions) this.#say(decision);
    this.#witness({ kind: 'decided', leading: this.leading, event, decisions, now });
  }

  #say(decision: Decision): void {
    switch (decision.kind) {
      case 'leased':
        return this.#answer(decision.workers, { kind: 'leased', lease: decision.lease });
      case 'refused': {
        const { description, reason } = decision;
        return this.#answer(decision.workers, { kind: 'refused', taskId: description.taskId, reason });
      }
      case 'cancel_on_node': {
        const { connection, lease, reason } = decision;
        return this.#nodes.get(connection)?.send({ kind: 'cancel', lease, reason });
      }
      case 'ended_noted':
        return this.#nodes.get(decision.connection)?.send({ kind: 'noted', leases: decision.leases });
      case 'order_on_node':
        return this.#nodes.get(decision.connection)?.send({ kind: 'order', order: decision.order });
      case 'lease_lost':
      case 'order_obeyed':
        return;
    }
  }

  #answer(workers: readonly WorkerConnection[], answer: PlaceAnswer): void {
    for (const worker of workers) this.#workers.get(worker)?.send(answer);
  }
}

function eventOf(worker: WorkerConnection, request: PlaceRequest): SchedulerEvent {
  switch (request.kind) {
    case 'place':
      return { kind: 'task_placed', worker, description: request.description, failed: request.failed };
    case 'withdraw':
      return { kind: 'task_withdrawn', worker, taskId: request.taskId };
    case 'cancel':
      return { kind: 'tasks_canceled', taskIds: [request.taskId] };
  }
}
