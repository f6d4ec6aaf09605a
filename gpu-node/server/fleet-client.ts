import { setTimeout as pause } from 'node:timers/promises';
import type { ClientDuplexStream } from '@grpc/grpc-js';
import type { JoinRequestInput, JoinResponse } from '@quartet/protos/generated/index.ts';
import { Fleet } from '@quartet/protos/services.ts';
import { keepStreamOpen } from '@quartet/service-kit/keep-stream-open.ts';
import { LeaderClient } from '@quartet/service-kit/leader-client.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import type { NodeModels } from './node-models.ts';
import type { OperatorOrders } from './operator-orders.ts';
import type { TaskTable } from './task-table.ts';

/** A report renews the node's leases: the scheduler gives a node up after 5 s without one. */
const reportEveryMs = 1_000;
/** A scheduler that is there takes the last report in less. */
const lastWordMs = 500;

type JoinStream = ClientDuplexStream<JoinRequestInput, JoinResponse>;

/** Keeps a node in touch with the scheduler that leads. While the scheduler is away, painting goes on. */
export class FleetClient {
  readonly #tasks: TaskTable;
  readonly #models: NodeModels;
  readonly #orders: OperatorOrders;
  readonly #report: () => JoinRequestInput;
  readonly #abort = new AbortController();
  readonly #closed: Promise<void>;
  readonly #timer: NodeJS.Timeout;
  readonly #leader: LeaderClient<InstanceType<typeof Fleet>>;
  #stream: JoinStream | undefined;
  #reportPending = false;
  /** The scheduler reads slower than we report. Reports are whole states, so those it misses are not missed. */
  #blocked = false;

  constructor(options: {
    readonly schedulerAddress: string;
    readonly tasks: TaskTable;
    readonly models: NodeModels;
    readonly orders: OperatorOrders;
    /** The node's whole state. */
    readonly report: () => JoinRequestInput;
    readonly log: Logger;
  }) {
    this.#tasks = options.tasks;
    this.#models = options.models;
    this.#orders = options.orders;
    this.#report = options.report;
    this.#leader = new LeaderClient(Fleet, options.schedulerAddress);
    this.#closed = keepStreamOpen({
      leader: this.#leader,
      open: (client): JoinStream => client.Join(),
      onOpen: (stream) => {
        this.#stream = stream;
        this.#blocked = false;
        stream.on('drain', () => {
          this.#blocked = false;
        });
        this.#send();
      },
      onMessage: (message) => this.#obey(message),
      onClose: () => {
        this.#stream = undefined;
      },
      log: options.log,
      signal: this.#abort.signal,
    });
    this.#timer = setInterval(() => this.#send(), reportEveryMs);
  }

  /** Reports once what has just changed is complete. */
  reportSoon(): void {
    if (this.#reportPending) return;
    this.#reportPending = true;
    setImmediate(() => {
      this.#reportPending = false;
      this.#send();
    });
  }

  /** Says a last word and leaves. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#send();
    const stream = this.#stream;
    if (stream) {
      const taken = new Promise<void>((resolve) => stream.once('close', resolve));
      stream.end();
      await Promise.race([taken, pause(lastWordMs)]);
    }
    this.#abort.abort();
    await this.#closed;
    this.#leader.close();
  }

  #send(): void {
    if (!this.#stream || this.#blocked) return;
    this.#blocked = !this.#stream.write(this.#report());
  }

  #obey({ welcome, endedNoted, cancel, load, evict, order }: JoinResponse): void {
    if (welcome) this.#tasks.seeEpoch(welcome.epoch);
    if (endedNoted) this.#tasks.endedNoted(endedNoted.leases);
    if (cancel?.lease) this.#tasks.cancel(cancel.lease, cancel.reason);
    if (load) void this.#models.load(load.model, load.pinned);
    if (evict) this.#models.evict(evict.model);
    if (order) this.#orders.obey(order);
  }
}
