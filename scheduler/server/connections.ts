import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { JoinRequest, JoinResponseInput } from '@quartet/protos/generated/index.ts';
import type { ReasonError } from '@quartet/protos/reasons.ts';
import type { NodeConnection, WorkerConnection } from '../core/events.ts';
import { refuseStream } from './leader-only.ts';
import type { PlaceStream } from './place-stream.ts';

export type JoinCall = ServerDuplexStream<JoinRequest, JoinResponseInput>;

/** The open streams, by the names that the core knows them by. Later names have greater numbers. */
export class Connections {
  readonly workers = new Map<WorkerConnection, PlaceStream>();
  readonly nodes = new Map<NodeConnection, JoinCall>();
  #opened = 0;

  addWorker(stream: PlaceStream): WorkerConnection {
    this.#opened += 1;
    const worker: WorkerConnection = `worker-${this.#opened}`;
    this.workers.set(worker, stream);
    return worker;
  }

  addNode(call: JoinCall): NodeConnection {
    this.#opened += 1;
    const connection: NodeConnection = `node-${this.#opened}`;
    this.nodes.set(connection, call);
    return connection;
  }

  /** Ends every stream with an error. */
  cut(error: ReasonError): void {
    for (const call of this.nodes.values()) refuseStream(call, error);
    for (const stream of this.workers.values()) stream.cut(error);
  }
}

/** Calls `closed` once when the stream is over, whichever side or failure ended it, and ends our half. */
export function onceClosed(
  call: Pick<ServerDuplexStream<unknown, unknown>, 'end'> & NodeJS.EventEmitter,
  closed: () => void,
): void {
  let isOpen = true;
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    closed();
    call.end();
  };
  for (const event of ['end', 'cancelled', 'error', 'close']) call.on(event, close);
}
