import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { PlaceRequest, PlaceResponseInput } from '@quartet/protos/generated/index.ts';
import type { ReasonError } from '@quartet/protos/reasons.ts';
import { refuseStream } from './leader-only.ts';

export type PlaceCall = ServerDuplexStream<PlaceRequest, PlaceResponseInput>;

/**
 * What goes out on one `Place` stream. A slow reader gets every lease and refusal, and of the positions only the newest
 * of each task once it reads again.
 */
export class PlaceStream {
  readonly #call: PlaceCall;
  /** Newest position of each task that could not be told yet. At most one a task that waits on this stream. */
  readonly #held = new Map<string, PlaceResponseInput>();
  #isFull = false;

  constructor(call: PlaceCall) {
    this.#call = call;
    call.on('drain', () => this.#flush());
  }

  /** Sends a task's last word: a lease or a refusal. */
  finish(taskId: string, response: PlaceResponseInput): void {
    this.#held.delete(taskId);
    this.#write({ ...response, taskId });
  }

  /** Tells where a task stands, now or when the reader is ready. */
  update(taskId: string, response: PlaceResponseInput): void {
    if (this.#isFull) this.#held.set(taskId, { ...response, taskId });
    else this.#write({ ...response, taskId });
  }

  /** The task is no longer wanted here. */
  forget(taskId: string): void {
    this.#held.delete(taskId);
  }

  /** Ends the stream with an error. */
  cut(error: ReasonError): void {
    refuseStream(this.#call, error);
  }

  #flush(): void {
    this.#isFull = false;
    for (const [taskId, response] of this.#held) {
      if (this.#isFull) return;
      this.#held.delete(taskId);
      this.#write(response);
    }
  }

  #write(response: PlaceResponseInput): void {
    this.#isFull = !this.#call.write(response);
  }
}
