/** A worker for tests with thousands of tasks: it keeps what it hears of a task no longer than the task lives. */
import type { Lease, RunResponse, TaskContentInput } from '@quartet/protos/generated/index.ts';
import { Node } from '@quartet/protos/services.ts';
import { createClient } from '@quartet/service-kit/grpc-client.ts';

/** How a task ended: `done` with its picture stored, or a reason. */
export type TaskEnd = string;

interface Watched {
  readonly onEvent: (event: RunResponse) => void;
  readonly resolve: (end: TaskEnd) => void;
}

/** Has a node run tasks over one stream. */
export class TaskRunner {
  readonly #client: InstanceType<typeof Node>;
  readonly #stream: ReturnType<InstanceType<typeof Node>['Run']>;
  readonly #watched = new Map<string, Watched>();
  readonly #nodeAddress: string;
  readonly #storeUrl: string;
  #leases = 0;

  /** @param storeUrl where finished pictures are put */
  constructor(nodeAddress: string, storeUrl: string) {
    this.#nodeAddress = nodeAddress;
    this.#storeUrl = storeUrl;
    this.#client = createClient(Node, nodeAddress);
    this.#stream = this.#client.Run();
    this.#stream.on('data', (event: RunResponse) => this.#hear(event));
    // The end of a stream is told by the tasks that do not end.
    this.#stream.on('error', () => undefined);
  }

  /** Starts a task; `ended` resolves when the node has said its last word. */
  start(content: TaskContentInput, onEvent: (event: RunResponse, lease: Lease) => void = () => undefined) {
    this.#leases += 1;
    const taskId = `run-${this.#leases}`;
    const lease = { taskId, epoch: 1, number: this.#leases, nodeId: 'node-1', nodeAddress: this.#nodeAddress };
    const ended = new Promise<TaskEnd>((resolve) => {
      this.#watched.set(taskId, { onEvent: (event) => onEvent(event, lease), resolve });
    });
    this.#stream.write({ taskId, start: { lease, content, requestId: taskId } });
    return { lease, ended };
  }

  close(): void {
    this.#stream.cancel();
    this.#client.close();
  }

  #hear(event: RunResponse): void {
    const { taskId, needUpload, done, failed } = event;
    const watched = this.#watched.get(taskId);
    watched?.onEvent(event);
    if (needUpload) this.#stream.write({ taskId, upload: { url: `${this.#storeUrl}/${taskId}`, headers: {} } });
    if (!done && !failed) return;
    this.#watched.delete(taskId);
    watched?.resolve(failed ? failed.reason : 'done');
  }
}
