import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { RunRequest, RunResponse, RunResponseInput } from '@quartet/protos/generated/index.ts';
import type { NodeMetrics } from './node-metrics.ts';
import { RunOutbox } from './run-outbox.ts';
import type { TaskTable } from './task-table.ts';

/** Above this many waiting messages a worker's requests are not read until it has read ours. */
const outboxLimit = 256;

type RunCall = ServerDuplexStream<RunRequest, RunResponseInput> & { write(message: RunResponse): boolean };

/** Serves `node.v1.Node/Run`. */
export class RunService {
  readonly #tasks: TaskTable;
  readonly #metrics: NodeMetrics;
  readonly #calls = new Set<RunCall>();

  constructor(tasks: TaskTable, metrics: NodeMetrics) {
    this.#tasks = tasks;
    this.#metrics = metrics;
  }

  /** Handles one worker's stream. */
  serve(call: RunCall): void {
    const outbox = new RunOutbox({
      // The callback comes when HTTP/2 has taken the message, and so when the reader's window has room for the next.
      sink: (message, done) => call.write(message as RunResponse, done),
      onPreviewDropped: () => this.#metrics.previewsDropped.inc(),
      onSizeChanged: (size) => {
        if (size > outboxLimit) call.pause();
        else if (call.isPaused()) call.resume();
      },
    });
    this.#calls.add(call);
    call.on('data', (request: RunRequest) => {
      if (request.start) this.#tasks.start(outbox, request.taskId, request.start);
      else if (request.upload) this.#tasks.grant(outbox, request.taskId, request.upload);
      else if (request.checkpointUpload) this.#tasks.grantCheckpoint(outbox, request.taskId, request.checkpointUpload);
    });
    const leave = (): void => {
      if (!this.#calls.delete(call)) return;
      outbox.close();
      this.#tasks.leave(outbox);
    };
    call.on('cancelled', leave);
    call.on('error', leave);
    call.on('end', () => {
      leave();
      call.end();
    });
  }

  /** Ends all streams. */
  close(): void {
    for (const call of this.#calls) call.end();
  }
}
