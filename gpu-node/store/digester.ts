import { Worker } from 'node:worker_threads';

type Answer = { readonly sha256: string } | { readonly error: Error };

/**
 * Gives the digests of files, one after another, from a thread of its own: gigabytes take seconds of a core, which the thread
 * that speaks with workers and scheduler does not have.
 */
export class Digester {
  readonly #worker = new Worker(new URL('digest-worker.mjs', import.meta.url));
  /** Asked and not yet answered, in order. */
  readonly #waiting: { resolve(sha256: string): void; reject(error: Error): void }[] = [];

  constructor() {
    this.#worker.on('message', (answer: Answer) => {
      const asked = this.#waiting.shift();
      if ('error' in answer) asked?.reject(answer.error);
      else asked?.resolve(answer.sha256);
    });
    // What it catches it answers: this is a thread that could not start.
    this.#worker.on('error', (error) => {
      for (const asked of this.#waiting.splice(0)) asked.reject(error);
    });
  }

  /**
   * SHA-256 of a file, lower-case hexadecimal.
   * @throws Error when it cannot be read
   */
  digest(path: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(path);
    });
  }

  /** Ends the thread. */
  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}

/** Does work that needs digests, and ends their thread with it. */
export async function withDigester<Result>(work: (digester: Digester) => Promise<Result>): Promise<Result> {
  const digester = new Digester();
  try {
    return await work(digester);
  } finally {
    await digester.stop();
  }
}
