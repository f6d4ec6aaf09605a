import { type ChildProcess, spawn } from 'node:child_process';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('guard.sh', import.meta.url));

/**
 * A small shell process that outlives a supervisor that is killed. While the supervisor lives its end of a pipe is open;
 * when it closes, for whatever reason, the guard waits a while for the parts, which end by themselves, and then stops
 * the servers, which do not know about supervisors.
 */
export class Guard {
  readonly #process: ChildProcess;
  readonly #pipe: Writable;

  /** @param limitMs how long parts may take to end, and then servers, before they are killed. */
  constructor(limitMs = 10_000) {
    // A process group of its own: Ctrl-C reaches the whole foreground group, and the guard must live through it.
    this.#process = spawn('sh', [script, String(Math.ceil(limitMs / 100))], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    if (!this.#process.stdin) throw new Error('the guard has no pipe');
    this.#pipe = this.#process.stdin;
    // The guard may be killed, too; the stack can go on without it.
    this.#pipe.on('error', () => undefined);
    this.#process.on('error', () => undefined);
  }

  /** From now on the process group ends with the supervisor: a part by itself, a server by this signal. */
  watch(pid: number, kind: 'part' | 'server', signal: NodeJS.Signals): void {
    this.#pipe.write(`${kind} ${pid} ${signal.replace('SIG', '')}\n`);
  }

  /** The process has ended: its pid may soon be another's. */
  forget(pid: number): void {
    this.#pipe.write(`ended ${pid}\n`);
  }

  /** Ends the guard, which stops whatever it still watches. */
  async close(): Promise<void> {
    const ended = new Promise<void>((resolve) => {
      this.#process.once('close', () => resolve());
    });
    this.#pipe.end();
    if (this.#process.exitCode === null && this.#process.signalCode === null) await ended;
  }
}
