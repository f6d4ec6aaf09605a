import { Worker } from 'node:worker_threads';
import type { LaneFailure, LaneJob, LaneReply, LaneRequest, LaneResults } from './lane-messages.ts';

/** A job that its lane could not do. Its message speaks of files, graphs and shapes, never of prompts. */
export class LaneError extends Error {
  override readonly name = 'LaneError';
  readonly failure: LaneFailure;

  constructor(failure: LaneFailure, message: string) {
    super(message);
    this.failure = failure;
  }
}

/** What came of a job, or of a part of it. */
export interface LaneAnswer<Kind extends LaneJob['kind']> {
  readonly result: LaneResults[Kind];
  /** Milliseconds that it took on the thread. */
  readonly runMs: number;
}

interface Waiting {
  resolve(answer: LaneAnswer<LaneJob['kind']>): void;
  onPart(answer: LaneAnswer<LaneJob['kind']>): void;
  reject(error: Error): void;
}

/**
 * A worker thread that does model calls one after another, started with the first of them. A loaded model has two: one for
 * denoising steps and one for encoding, decoding and finishing, so that no step waits for a picture that is being finished.
 */
export class Lane {
  readonly #name: string;
  readonly #waiting = new Map<number, Waiting>();
  /** Undefined before the first job. */
  #thread: { readonly worker: Worker; readonly ended: Promise<void> } | undefined;
  #nextId = 1;
  /** Set once: nothing more is taken. */
  #stopped: Promise<void> | undefined;
  #onIdle: (() => void) | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  /**
   * Does a job after those before it.
   * @param transfer buffers that the job gives away; unusable here from now on
   * @param onPart hears of what comes of a job that goes on by itself, all but the last
   * @returns the result, or the last
   * @throws LaneError
   */
  do<Job extends LaneJob>(
    job: Job,
    transfer: readonly ArrayBuffer[] = [],
    onPart: (answer: LaneAnswer<Job['kind']>) => void = () => undefined,
  ): Promise<LaneAnswer<Job['kind']>> {
    // A sample that was ended may still have work to hand out when its model leaves.
    if (this.#stopped) return Promise.reject(new LaneError('failed', 'the lane has stopped'));
    this.#thread ??= this.#startThread();
    const { worker } = this.#thread;
    return new Promise((resolve, reject) => {
      const id = this.#nextId;
      this.#nextId += 1;
      this.#waiting.set(id, { resolve, onPart, reject });
      worker.postMessage({ id, job } satisfies LaneRequest, transfer);
    });
  }

  /** Ends the thread after the jobs it was given. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    // A thread that is told to stop while a session is being made would not answer any more.
    if (this.#waiting.size > 0) {
      await new Promise<void>((resolve) => {
        this.#onIdle = resolve;
      });
    }
    this.#thread?.worker.postMessage({ stop: true } satisfies LaneRequest);
    await this.#thread?.ended;
  }

  #startThread() {
    const worker = new Worker(new URL('lane-worker.mjs', import.meta.url), { name: this.#name });
    worker.on('message', (reply: LaneReply) => this.#settle(reply));
    // The thread catches what jobs throw: anything that arrives here is a defect, and the node cannot paint without it.
    worker.on('error', (error) => this.#fail(error));
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    return { worker, ended };
  }

  #settle(reply: LaneReply): void {
    const waiting = this.#waiting.get(reply.id);
    if ('result' in reply && reply.goesOn) {
      waiting?.onPart(reply);
      return;
    }
    this.#waiting.delete(reply.id);
    if ('failure' in reply) waiting?.reject(new LaneError(reply.failure, reply.message));
    else waiting?.resolve(reply);
    if (this.#waiting.size === 0) this.#onIdle?.();
  }

  #fail(error: unknown): never {
    throw new Error('a lane ended by a defect', { cause: error });
  }
}
