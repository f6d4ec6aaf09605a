/** Starts the whole system the way `npm start` does, in a temporary data folder and on free ports. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { metricValue } from './metric-value.ts';

const root = join(import.meta.dirname, '..', '..', '..');

/** One process of a part, as `stack.json` names it. */
export interface Process {
  readonly pid: number;
  readonly url?: string;
  readonly address?: string;
  readonly metrics?: string;
  /** Of the object store. */
  readonly bucket?: string;
  readonly access_key?: string;
  readonly secret_key?: string;
}

/** The parts a stack is made of. */
export type Part =
  'frontdoor' | 'catalog' | 'worker' | 'scheduler' | 'nodes' | 'temporal' | 'redis' | 's3' | 'postgres';

/** `stack.json`. */
export type StackFacts = Record<Part, Process[]> & { readonly keys: Record<string, string> };

const parts: readonly Part[] = [
  'frontdoor',
  'catalog',
  'worker',
  'scheduler',
  'nodes',
  'temporal',
  'redis',
  's3',
  'postgres',
];

/** A running stack. */
export class Stack {
  readonly home: string;
  readonly url: string;
  readonly output: string[];
  readonly #supervisor: ChildProcess;
  readonly #exited: Promise<unknown>;

  private constructor(home: string, url: string, supervisor: ChildProcess, exited: Promise<unknown>, output: string[]) {
    this.home = home;
    this.url = url;
    this.#supervisor = supervisor;
    this.#exited = exited;
    this.output = output;
  }

  static async start(
    options: {
      home?: string;
      nodes?: number;
      /** The Node that runs it; else the one that runs the tests. */
      program?: string;
      env?: Readonly<Record<string, string>>;
    } = {},
  ): Promise<Stack> {
    const home = options.home ?? mkdtempSync(join(tmpdir(), 'quartet-e2e-'));
    // PostgreSQL runs as another user when this one is root, and must be able to reach its folder.
    await chmod(home, 0o755);
    // The channel lets the stack end in order when this process dies.
    const supervisor = spawn(
      options.program ?? process.execPath,
      ['--import', 'tsx', 'deploy/local/main.ts', '--port', '0', '--nodes', String(options.nodes ?? 1)],
      {
        cwd: root,
        env: { ...process.env, QUARTET_HOME: home, ...options.env },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      },
    );
    const exited = once(supervisor, 'exit');
    const output: string[] = [];
    const url = await new Promise<string>((resolve, reject) => {
      for (const stream of [supervisor.stdout, supervisor.stderr]) {
        if (!stream) continue;
        createInterface(stream).on('line', (line) => {
          output.push(line);
          const ready = /^ready (http\S+)$/.exec(line);
          if (ready?.[1]) resolve(ready[1]);
        });
      }
      void exited.then(() => reject(new Error(`the stack ended before it was ready:\n${output.join('\n')}`)));
    });
    return new Stack(home, url, supervisor, exited, output);
  }

  get facts(): StackFacts {
    return JSON.parse(readFileSync(join(this.home, 'stack.json'), 'utf8')) as StackFacts;
  }

  /** Every process of the stack but its supervisor. */
  get pids(): number[] {
    const { facts } = this;
    return parts.flatMap((part) => facts[part].map((each) => each.pid));
  }

  /** The lines that a part has logged; `node-0` names the first node's log. */
  log(name: string): string[] {
    return readFileSync(join(this.home, 'logs', `${name}.log`), 'utf8').split('\n');
  }

  /** Every file under the data folder whose bytes hold a text. */
  filesWith(text: string, under: string): string[] {
    const folder = join(this.home, under);
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => readFileSync(path).includes(text));
  }

  /** The value of a metric summed over the processes of a part, and their label sets that match. */
  async metric(part: Part, name: string, labels: Readonly<Record<string, string>> = {}): Promise<number> {
    const values = this.facts[part].map(({ metrics = '' }) => metricValue(metrics, name, labels));
    return (await Promise.all(values)).reduce((sum, value) => sum + value, 0);
  }

  /** Ends one process of a part at once, as a crash would. */
  kill(part: Part, index = 0): number {
    return this.#signal(part, index, 'SIGKILL');
  }

  /** Asks one process of a part to end, as Kubernetes does. */
  terminate(part: Part, index = 0): number {
    return this.#signal(part, index, 'SIGTERM');
  }

  #signal(part: Part, index: number, signal: NodeJS.Signals): number {
    const pid = this.facts[part][index]?.pid;
    if (pid === undefined) throw new Error(`no ${part} ${index}`);
    process.kill(pid, signal);
    return pid;
  }

  /** Ends everything at once, as a power cut would. */
  async killAll(): Promise<void> {
    const { pids } = this;
    this.#supervisor.kill('SIGKILL');
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await this.#exited;
  }

  /** Ends the stack as Ctrl-C does; resolves with the exit code. */
  async interrupt(): Promise<number | null> {
    this.#supervisor.kill('SIGINT');
    await this.#exited;
    return this.#supervisor.exitCode;
  }

  /** Ends the stack and removes its data. */
  async remove(): Promise<void> {
    if (this.#supervisor.exitCode === null && this.#supervisor.signalCode === null) await this.interrupt();
    rmSync(this.home, { recursive: true, force: true });
  }
}

/** Whether a process lives. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
