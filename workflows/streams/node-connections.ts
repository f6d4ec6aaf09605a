import type { ClientDuplexStream } from '@grpc/grpc-js';
import type {
  CheckpointGrantInput,
  NodeClient,
  RunRequestInput,
  RunResponse,
  RunStartInput,
  UploadGrantInput,
} from '@quartet/protos/generated/index.ts';
import { Node } from '@quartet/protos/services.ts';
import { createClient } from '@quartet/service-kit/grpc-client.ts';

/** How long a node may take to be reached before it counts as lost. A node of a live lease answers at once. */
const reachLimitMs = 1_000;

/** What a node says of one task. Nothing follows `onBroken`, `onReplaced`, or a done or failed event. */
export interface TaskListener {
  readonly onEvent: (event: RunResponse) => void;
  /** The stream has ended before the task; the sample may live on. */
  readonly onBroken: () => void;
  /** Another listener has come for the same task; to start again would only take it over in turn. */
  readonly onReplaced: () => void;
}

/** One task's part of a stream to its node. */
export interface TaskStream {
  /** Answers need_upload. */
  grantUpload(grant: UploadGrantInput): void;
  /** Answers checkpoint_ready. */
  grantCheckpoint(grant: CheckpointGrantInput): void;
  /** Listens no more. The sample is left as it is. */
  leave(): void;
}

class NodeConnection {
  readonly #client: NodeClient;
  readonly #stream: ClientDuplexStream<RunRequestInput, RunResponse>;
  readonly #listeners = new Map<string, TaskListener>();
  readonly #onIdle: () => void;
  ended = false;

  constructor(client: NodeClient, onIdle: () => void) {
    this.#client = client;
    this.#onIdle = onIdle;
    this.#stream = client.run();
    this.#stream.on('data', (event: RunResponse) => this.#listeners.get(event.taskId)?.onEvent(event));
    // The reason does not matter here: every task asks its node again.
    this.#stream.on('error', () => undefined);
    // The end of a call is its status: `close` never comes when the peer has ended it.
    this.#stream.on('status', () => this.#end());
  }

  start(taskId: string, start: RunStartInput, listener: TaskListener): TaskStream {
    // A task has one listener: a second start takes over.
    const replaced = this.#listeners.get(taskId);
    this.#listeners.set(taskId, listener);
    replaced?.onReplaced();
    this.#stream.write({ taskId, start });
    return {
      grantUpload: (upload) => {
        if (!this.ended) this.#stream.write({ taskId, upload });
      },
      grantCheckpoint: (checkpointUpload) => {
        if (!this.ended) this.#stream.write({ taskId, checkpointUpload });
      },
      leave: () => {
        if (this.#listeners.get(taskId) !== listener) return;
        this.#listeners.delete(taskId);
        if (this.#listeners.size === 0) this.#onIdle();
      },
    };
  }

  /** Ends the stream when nothing listens to it. */
  closeIfIdle(): void {
    if (this.#listeners.size === 0 && !this.ended) this.#stream.end();
  }

  cut(): void {
    this.#stream.cancel();
  }

  #end(): void {
    this.ended = true;
    const orphans = [...this.#listeners.values()];
    this.#listeners.clear();
    for (const listener of orphans) listener.onBroken();
    this.#client.close();
  }
}

/** Idle streams are kept for the next image for a while: nodes see the same worker again within seconds. */
const idleLimitMs = 30_000;

/** One `Run` stream to each node this worker has work on, however many images. */
export class NodeConnections {
  readonly #connections = new Map<string, Promise<NodeConnection | undefined>>();
  readonly #idleTimers = new Map<string, NodeJS.Timeout>();

  /** Starts a task at its node, or attaches to it. Undefined when the node cannot be reached. */
  async start(
    address: string,
    taskId: string,
    start: RunStartInput,
    listener: TaskListener,
  ): Promise<TaskStream | undefined> {
    const connection = await this.#connect(address);
    clearTimeout(this.#idleTimers.get(address));
    this.#idleTimers.delete(address);
    return connection?.start(taskId, start, listener);
  }

  /** Cuts every stream; samples live on at their nodes for the orphan grace. */
  async close(): Promise<void> {
    for (const timer of this.#idleTimers.values()) clearTimeout(timer);
    for (const connection of this.#connections.values()) (await connection)?.cut();
  }

  async #connect(address: string): Promise<NodeConnection | undefined> {
    const known = this.#connections.get(address);
    const current = await known;
    // Whoever waited for the same try shares its outcome, also when the node could not be reached.
    if (known && !current?.ended) return current;
    // Another task may have begun to connect while this one waited.
    if (this.#connections.get(address) !== known) return this.#connect(address);
    const opening = this.#open(address);
    this.#connections.set(address, opening);
    const opened = await opening;
    if (!opened && this.#connections.get(address) === opening) this.#connections.delete(address);
    return opened;
  }

  async #open(address: string): Promise<NodeConnection | undefined> {
    const client = createClient(Node, address);
    const reachable = await new Promise<boolean>((resolve) => {
      client.waitForReady(Date.now() + reachLimitMs, (error) => resolve(!error));
    });
    if (reachable) return new NodeConnection(client, () => this.#closeLater(address));
    client.close();
    return undefined;
  }

  #closeLater(address: string): void {
    clearTimeout(this.#idleTimers.get(address));
    const timer = setTimeout(() => {
      this.#idleTimers.delete(address);
      const idle = this.#connections.get(address);
      this.#connections.delete(address);
      void idle?.then((connection) => connection?.closeIfIdle());
    }, idleLimitMs);
    this.#idleTimers.set(address, timer.unref());
  }
}
