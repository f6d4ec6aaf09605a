import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { backOffMs, deathsAtStartLimit, wellAfterMs } from './back-off.ts';
import type { Guard } from './guard.ts';
import { lastLines, openLog } from './log-file.ts';
import { type ProcessRecord, signalGroup } from './processes.ts';
import { StackError } from './stack-error.ts';

/** What it takes to run one process of the stack. */
export interface ProcessSpec {
  /** Unique in the stack; its log is named by it. */
  readonly name: string;
  /** A part is ours: it has an IPC channel and ends when that closes. A server knows of no supervisor. */
  readonly kind: 'part' | 'server';
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment: nothing is inherited. */
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Runs as this user in place of the supervisor's. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** Before each start. */
  readonly prepare?: () => Promise<void>;
  /** Resolves if the process can serve; otherwise rejects with what it still waits for. Asked again and again. */
  readonly probe: (signal: AbortSignal) => Promise<void>;
  /** What asks the process to end in order. */
  readonly stopSignal: NodeJS.Signals;
  /** After this long a stop is enforced. */
  readonly stopLimitMs: number;
}

/** Who is told, and what watches with us. */
export interface Surroundings {
  readonly logsFolder: string;
  readonly guard: Guard;
  readonly record: ProcessRecord;
  /** The process runs under a new pid. */
  readonly onSpawn: (name: string, pid: number) => void;
  /** The process has ended without being asked to; it is started again after a pause. */
  readonly onDeath: (name: string, cause: string, lines: readonly string[], pauseMs: number) => void;
  /** A process that had died serves again. */
  readonly onRecovery: (name: string) => void;
}

/** A first start takes longer on a busy machine, but not this long. */
const readyLimitMs = 300_000;
const probeEveryMs = 50;
/** SeaweedFS may hold the first PUT after a start for ten seconds, while the next one is answered at once. */
const probeLimitMs = 3_000;
const shownLines = 12;
/** The code that service-kit's lifecycle ends with when a setting is wrong: trying again will not help. */
const wrongSettingsCode = 2;

/** How a process ended: in words, and its exit code if it had one. */
interface ProcessEnd {
  readonly cause: string;
  readonly code: number | null;
}

/** One process that is kept running: started again whenever it dies, until it is stopped. */
export class Supervised {
  readonly spec: ProcessSpec;
  readonly logPath: string;
  readonly #surroundings: Surroundings;
  readonly #stopping = new AbortController();
  #child: ChildProcess | undefined;
  #finished: Promise<void> = Promise.resolve();
  #wasReady = false;
  #waitingFor = 'its first answer';

  constructor(spec: ProcessSpec, surroundings: Surroundings) {
    this.spec = spec;
    this.#surroundings = surroundings;
    this.logPath = `${surroundings.logsFolder}/${spec.name}.log`;
  }

  /** The pid of what runs now or ran last. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** What the process still waits for, while it is not ready. */
  get waitingFor(): string {
    return this.#waitingFor;
  }

  /**
   * Starts the process; resolves when it is ready for the first time, and keeps it running from then on.
   * @throws StackError when it does not become ready.
   */
  start(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#finished = this.#keepRunning(resolve, reject).catch(reject);
    });
  }

  /** Ends the process in order, or by force when its limit is over. `hurry` shortens the limit whenever it aborts. */
  async stop(hurry: AbortSignal): Promise<void> {
    this.#stopping.abort();
    const child = this.#child;
    if (child?.pid && isRunning(child)) {
      const { pid } = child;
      const force = (): void => signalGroup(pid, 'SIGKILL');
      const limit = setTimeout(force, this.spec.stopLimitMs);
      hurry.addEventListener('abort', force, { once: true });
      signalGroup(pid, hurry.aborted ? 'SIGKILL' : this.spec.stopSignal);
      await this.#finished;
      clearTimeout(limit);
      hurry.removeEventListener('abort', force);
    }
    await this.#finished;
  }

  async #keepRunning(onReady: () => void, onFailure: (error: Error) => void): Promise<void> {
    let deaths = 0;
    while (!this.#stopping.signal.aborted) {
      const bornAt = Date.now();
      const ended = new AbortController();
      const end = this.#prepareAndSpawn();
      const readiness = this.#becomeReady(AbortSignal.any([ended.signal, this.#stopping.signal])).then((isReady) => {
        if (!isReady) return;
        if (this.#wasReady) this.#surroundings.onRecovery(this.spec.name);
        this.#wasReady = true;
        onReady();
      }, onFailure);
      const { cause, code } = await end.finally(() => ended.abort());
      await readiness;
      if (this.#stopping.signal.aborted) return;
      deaths = Date.now() - bornAt > wellAfterMs ? 1 : deaths + 1;
      const lines = lastLines(this.logPath, shownLines);
      if (!this.#wasReady && (deaths >= deathsAtStartLimit || code === wrongSettingsCode)) {
        onFailure(this.#failure(`ended while starting (${cause})`, lines));
        return;
      }
      const pauseMs = backOffMs(deaths);
      this.#surroundings.onDeath(this.spec.name, cause, lines, pauseMs);
      await pause(pauseMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }

  /** Runs the process once; resolves when it has ended or could not be started. */
  async #prepareAndSpawn(): Promise<ProcessEnd> {
    try {
      await this.spec.prepare?.();
    } catch (error) {
      // What cannot even be prepared at first has a cause that a person must mend.
      if (!this.#wasReady) throw error;
      return { cause: error instanceof Error ? error.message : String(error), code: null };
    }
    return this.#stopping.signal.aborted ? { cause: 'stopped', code: null } : this.#spawn();
  }

  #spawn(): Promise<ProcessEnd> {
    const { spec } = this;
    const { guard, record, onSpawn } = this.#surroundings;
    const log = openLog(this.logPath);
    const child = spawn(spec.command, spec.args, {
      env: spec.env,
      cwd: spec.cwd,
      uid: spec.user?.uid,
      gid: spec.user?.gid,
      detached: true,
      stdio: spec.kind === 'part' ? ['ignore', log, log, 'ipc'] : ['ignore', log, log],
    });
    closeSync(log);
    this.#child = child;
    const { pid } = child;
    if (pid) {
      guard.watch(pid, spec.kind, spec.stopSignal);
      record.add(spec.name, pid);
      onSpawn(spec.name, pid);
    }
    return new Promise((resolve) => {
      child.once('error', (error) => resolve({ cause: error.message, code: null }));
      child.once('exit', (code, signal) => {
        if (pid) {
          // Helpers of the process that have outlived it go with it.
          signalGroup(pid, 'SIGKILL');
          guard.forget(pid);
          record.remove(pid);
        }
        resolve({ cause: signal ? `by ${signal}` : `code ${code}`, code });
      });
    });
  }

  /** Probes until the process is ready (true) or `signal` aborts (false). Rejects when it takes too long. */
  async #becomeReady(signal: AbortSignal): Promise<boolean> {
    const deadline = Date.now() + readyLimitMs;
    while (!signal.aborted) {
      try {
        await untilAborted(this.spec.probe, AbortSignal.any([signal, AbortSignal.timeout(probeLimitMs)]));
        return true;
      } catch (error) {
        this.#waitingFor = error instanceof Error ? error.message : String(error);
      }
      if (Date.now() > deadline && !this.#wasReady) {
        throw this.#failure(`is not ready: ${this.#waitingFor}`, lastLines(this.logPath, shownLines));
      }
      await pause(probeEveryMs, undefined, { signal }).catch(() => undefined);
    }
    return false;
  }

  #failure(what: string, lines: readonly string[]): StackError {
    const shown = lines.map((line) => `\n  | ${line}`).join('');
    return new StackError(`${this.spec.name} ${what}; its log is ${this.logPath}${shown}`);
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** Runs a probe, but waits for no answer when the process has ended or hangs. */
function untilAborted(probe: ProcessSpec['probe'], signal: AbortSignal): Promise<void> {
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('an answer')), { once: true });
  });
  return Promise.race([probe(signal), aborted]);
}
