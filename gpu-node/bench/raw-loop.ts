import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { LaneFeeds, SessionSettings } from '../runtime/lane-messages.ts';

export type RawLoopRequest =
  | { readonly kind: 'load'; readonly graph: string; readonly settings: SessionSettings }
  | { readonly kind: 'calls'; readonly feeds: LaneFeeds; readonly calls: number }
  | { readonly kind: 'stop' };

export interface RawLoopReply {
  /** Of each call. */
  readonly callMs: readonly number[];
}

/** What the node is measured against: `session.run` in a loop, in a thread that does nothing else. */
export class RawLoop {
  readonly #worker: Worker;

  private constructor() {
    this.#worker = new Worker(new URL('raw-loop-worker.mjs', import.meta.url), { name: 'raw loop' });
  }

  /** A loop over one graph, with a session as a node makes it. */
  static async open(graph: string, settings: SessionSettings): Promise<RawLoop> {
    const loop = new RawLoop();
    await loop.#ask({ kind: 'load', graph, settings });
    return loop;
  }

  /** @returns the milliseconds of each of so many calls */
  async run(feeds: LaneFeeds, calls: number): Promise<readonly number[]> {
    return (await this.#ask({ kind: 'calls', feeds, calls })).callMs;
  }

  async stop(): Promise<void> {
    this.#worker.postMessage({ kind: 'stop' } satisfies RawLoopRequest);
    await once(this.#worker, 'exit');
  }

  async #ask(request: RawLoopRequest): Promise<RawLoopReply> {
    // A failed call ends the thread with its error, which `once` rejects with.
    const reply = once(this.#worker, 'message') as Promise<[RawLoopReply]>;
    this.#worker.postMessage(request);
    return (await reply)[0];
  }
}
