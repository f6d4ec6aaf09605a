import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { LaneFeeds, SessionSettings } from '../runtime/lane-messages.ts';

export type RawLoopRequest =
  | { readonly kind: 'load'; readonly graph: string; readonly settings: SessionSettings }
  | { readonly kind: 'calls'; readonly feeds: LaneFeeds; readonly calls: number };

export interface RawLoopReply {
  /** Of each call. */
  readonly callMs: readonly number[];
}

/**
 * What the node is measured against: `session.run` in a loop, in a process that does nothing else. Beside the node's session
 * in one process it would be the second, and onnxruntime's first session in a process is some per cent slower than those that come
 * after it, whichever it is.
 */
export class RawLoop {
  readonly #process: ChildProcess;

  private constructor() {
    this.#process = fork(join(import.meta.dirname, 'raw-loop-process.ts'), { serialization: 'advanced' });
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
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    await ended;
  }

  async #ask(request: RawLoopRequest): Promise<RawLoopReply> {
    const ended = new AbortController();
    const failed = once(this.#process, 'exit', { signal: ended.signal }).then(([code]) => {
      throw new Error(`the raw loop ended with ${String(code)}`);
    });
    const reply = once(this.#process, 'message') as Promise<[RawLoopReply]>;
    this.#process.send(request);
    try {
      return (await Promise.race([reply, failed]))[0];
    } finally {
      failed.catch(() => undefined);
      ended.abort();
    }
  }
}
