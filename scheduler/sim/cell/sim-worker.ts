import type { Lease, Reason, TaskDescription } from '@quartet/protos/generated/index.ts';
import type { FailedLease } from '../../core/events.ts';
import { LeaderStream } from './leader-stream.ts';
import type { Host } from './network.ts';
import type { CellParts } from './parts.ts';
import type { PlaceAnswer, PlaceRequest } from './words.ts';

/** How a place came out; `replaced` where somebody else has asked for the same task here since. */
export type Placed = { readonly lease: Lease } | { readonly refused: Reason } | 'replaced';
/** How a run came out. */
export type Ran = 'done' | { readonly reason: Reason; readonly step: number };

/** What a worker asks the leader for. */
interface Ask {
  readonly description: TaskDescription;
  readonly failed: FailedLease | undefined;
  readonly answer: (placed: Placed) => void;
}

/** How long a node may take to be reached, milliseconds. */
const reachLimitMs = 1_000;
/** A node whose streams break this often under one task counts as lost. */
const breaksLimit = 5;

/** One process that places tasks with the leader and runs them on nodes. It keeps nothing. */
export class SimWorker {
  readonly host: Host;
  readonly #parts: CellParts;
  readonly #leader: LeaderStream<PlaceRequest, PlaceAnswer>;
  readonly #asks = new Map<string, Ask>();
  #alive = true;

  constructor(host: Host, parts: CellParts) {
    this.host = host;
    this.#parts = parts;
    this.#leader = new LeaderStream(parts, host, parts.places, {
      opened: (end) => {
        for (const { description, failed } of this.#asks.values()) end.send({ kind: 'place', description, failed });
      },
      heard: (answer) => this.#hear(answer),
    });
  }

  get isAlive(): boolean {
    return this.#alive;
  }

  /** Its process is gone. @param silently whether its machine went with it */
  crash(silently: boolean): void {
    this.#alive = false;
    this.#leader.stop();
    this.#parts.places.die(this.host, silently);
    this.#parts.runs.die(this.host, silently);
  }

  /** Waits for a lease or a refusal; a newer ask for the same task replaces. @returns withdraws */
  place(description: TaskDescription, failed: FailedLease | undefined, answer: (placed: Placed) => void): () => void {
    const { taskId } = description;
    const ask = { description, failed, answer };
    const older = this.#asks.get(taskId);
    this.#asks.set(taskId, ask);
    older?.answer('replaced');
    this.#leader.send({ kind: 'place', description, failed });
    return () => {
      if (this.#asks.get(taskId) !== ask) return;
      this.#asks.delete(taskId);
      this.#leader.send({ kind: 'withdraw', taskId });
    };
  }

  /** Has a task ended wherever it is. Best effort. */
  cancel(taskId: string): void {
    this.#leader.send({ kind: 'cancel', taskId });
  }

  /** Has the node of a lease run its task, over broken streams, until it ends. @returns leaves it as it is */
  run(lease: Lease, description: TaskDescription, ended: (ran: Ran) => void): () => void {
    let leave: () => void = () => undefined;
    let isLeft = false;
    let step = description.stepsDone;
    const finish = (ran: Ran): void => {
      if (isLeft || !this.#alive) return;
      isLeft = true;
      ended(ran);
    };
    const attach = (breaks: number): void => {
      if (isLeft || !this.#alive) return;
      if (breaks >= breaksLimit) return finish({ reason: 'REASON_NODE_LOST', step });
      const { agenda, network, runs } = this.#parts;
      if (!network.reaches(this.host, lease.nodeId)) {
        agenda.add(agenda.nowMs + reachLimitMs, () => finish({ reason: 'REASON_NODE_LOST', step }));
        return;
      }
      const end = runs.open(this.host, lease.nodeId);
      leave = () => end.close();
      end.onMessage = (answer) => {
        if (answer.kind === 'failed') step = answer.step;
        finish(answer.kind === 'done' ? 'done' : { reason: answer.reason, step });
        end.close();
      };
      end.onClose = () => attach(breaks + 1);
      end.send({ lease, description });
    };
    attach(0);
    return () => {
      isLeft = true;
      leave();
    };
  }

  #hear(answer: PlaceAnswer): void {
    const taskId = answer.kind === 'leased' ? answer.lease.taskId : answer.taskId;
    const ask = this.#asks.get(taskId);
    if (!ask) return;
    this.#asks.delete(taskId);
    ask.answer(answer.kind === 'leased' ? { lease: answer.lease } : { refused: answer.reason });
  }
}
