import { Worker } from 'node:worker_threads';
import type { LaneFailure, LaneJob, LaneReply, LaneRequest, LaneResults } from './lane-messages.ts';

/** A job that its lane could not do. Its message is onnxruntime's and speaks of graphs and shapes only. */
export class LaneError extends Error {
  override readonly name = 'LaneError';
  readonly failure: LaneFailure;

  constructor(failure: LaneFailure, message: string) {
    super(message);
    this.failure = failure;
  }
}

interface Waiting {
  resolve(answer: { result: LaneResults[LaneJob['kind']]; runMs: number }): void;
  reject(error: Error): void;
}

/**
 * A worker thread that does model calls one after another. A node has two: one for denoising steps and one for encoding,
 * decoding and finishing, so that no step waits for a picture that is being finished.
 */
export class Lane {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ended: Promise<void>;
  #nextId = 1;

  constructor(name: string) {
    this.#worker = new Worker(new URL('lane-worker.mjs', import.meta.url), { name });
    this.#worker.on('message', (reply: LaneReply) => this.#settle(reply));
    // The thread catches what jobs throw: anything that arrives here is a defect, and the node cannot paint without it.
    this.#worker.on('error', (error) => this.#fail(error));
    this.#ended = new Promise((resolve) => this.#worker.once('exit', () => resolve()));
  }

  /**
   * Does a job after those before it.
   * @param transfer buffers that the job gives away; unusable here from now on
   * @returns the result, and how long it took on the thread
   * @throws LaneError
   */
  do<Job extends LaneJob>(
    job: Job,
    transfer: readonly ArrayBuffer[] = [],
  ): Promise<{ result: LaneResults[Job['kind']]; runMs: number }> {
    return new Promise((resolve, reject) => {
      const id = this.#nextId;
      this.#nextId += 1;
      this.#waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
      this.#worker.postMessage({ id, job } satisfies LaneRequest, transfer);
    });
  }

  /** Ends the thread after the jobs it was given. */
  stop(): Promise<void> {
    this.#worker.postMessage({ stop: true } satisfies LaneRequest);
    return this.#ended;
  }

  #settle(reply: LaneReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('failure' in reply) waiting?.reject(new LaneError(reply.failure, reply.message));
    else waiting?.resolve(reply);
  }

  #fail(error: unknown): never {
    throw new Error('a lane ended by a defect', { cause: error });
  }
}
