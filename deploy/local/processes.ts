/**
 * The record of what this stack has started, so that the next start finds what a killed one has left. It stands in the
 * data folder from the first process to the last, while stack.json is written only when the stack is complete.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { readJson, writePrivateJson } from './files.ts';
import { type ProcessIdentity, identify, isAlive } from './process-identity.ts';

interface RecordedProcess extends ProcessIdentity {
  readonly name: string;
}

/** Time for a leftover process to end in order before it is killed. */
const leftoverLimitMs = 10_000;

/** What runs now, kept on disk. */
export class ProcessRecord {
  readonly #path: string;
  readonly #running = new Map<number, RecordedProcess>();

  constructor(folder: string) {
    this.#path = recordPath(folder);
  }

  add(name: string, pid: number): void {
    const identity = identify(pid);
    if (!identity) return;
    this.#running.set(pid, { name, ...identity });
    this.#write();
  }

  remove(pid: number): void {
    if (this.#running.delete(pid)) this.#write();
  }

  #write(): void {
    writePrivateJson(this.#path, [...this.#running.values()]);
  }
}

/** Ends what an earlier stack of this folder has left running. Resolves to the names of what it ended. */
export async function endLeftovers(folder: string): Promise<string[]> {
  const left = ((readJson(recordPath(folder)) as RecordedProcess[] | undefined) ?? []).filter(isAlive);
  // A server that other processes still talk to may wait for them: PostgreSQL's SIGINT asks it to end their sessions.
  for (const { pid, name } of left) signalGroup(pid, name === 'postgres' ? 'SIGINT' : 'SIGTERM');
  const deadline = Date.now() + leftoverLimitMs;
  while (left.some(isAlive) && Date.now() < deadline) await pause(50);
  for (const { pid } of left.filter(isAlive)) signalGroup(pid, 'SIGKILL');
  while (left.some(isAlive)) await pause(20);
  return left.map(({ name }) => name);
}

/** Signals the leader of a process group; SIGKILL reaches the whole group. What has ended already needs nothing. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(signal === 'SIGKILL' ? -pid : pid, signal);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}

function recordPath(folder: string): string {
  return `${folder}/processes.json`;
}
