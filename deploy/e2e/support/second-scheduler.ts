/** A scheduler beside a stack's own. Nobody starts it again: a test may stop it in its tracks, wake it and kill it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import getPort from 'get-port';
import { vi } from 'vitest';
import { metricValue } from './metric-value.ts';
import type { Stack } from './stack.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const host = '127.0.0.1';

export class SecondScheduler {
  /** Where it serves gRPC. */
  readonly address: string;
  /** Of its figures. */
  readonly metrics: string;
  /** The lines that it has logged. */
  readonly log: string[] = [];
  readonly #child: ChildProcess;

  private constructor(address: string, metrics: string, child: ChildProcess) {
    this.address = address;
    this.metrics = metrics;
    this.#child = child;
    if (child.stdout) createInterface(child.stdout).on('line', (line) => this.log.push(line));
  }

  /** Resolves when it stands by. */
  static async start(stack: Stack): Promise<SecondScheduler> {
    const [address, ops] = [`${host}:${await getPort({ host })}`, `${host}:${await getPort({ host })}`];
    const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'scheduler', 'main.ts')], {
      cwd: root,
      env: {
        PATH: process.env['PATH'],
        QUARTET_OPS_LISTEN: ops,
        QUARTET_SCHEDULER_LISTEN: address,
        QUARTET_CATALOG_ADDRESS: stack.facts.catalog[0]?.address,
        QUARTET_REDIS_URL: stack.facts.redis[0]?.url,
      },
      // The channel ends it with this process.
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    const second = new SecondScheduler(address, `http://${ops}/metrics`, child);
    try {
      await vi.waitFor(
        async () => {
          if (!(await fetch(`http://${ops}/readyz`)).ok) throw new Error('the second scheduler is not ready');
        },
        { timeout: 60_000, interval: 20 },
      );
    } catch (error) {
      await second.kill();
      throw error;
    }
    return second;
  }

  /** Stops it in its tracks. Whoever asks it meanwhile gets no answer. */
  pause(): void {
    this.#child.kill('SIGSTOP');
  }

  wake(): void {
    this.#child.kill('SIGCONT');
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Ends it at once, as a crash would, if it has not ended. */
  async kill(): Promise<void> {
    if (this.hasEnded) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }
}

/** Whether the scheduler leads whose figures are at this URL. */
export async function leads(metrics: string): Promise<boolean> {
  return (await metricValue(metrics, 'quartet_scheduler_leader')) === 1;
}
