/** A node as a process of its own, for tests that count its memory, its step log or its end. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const mainFile = join(import.meta.dirname, '../main.ts');

/** A call of a step, as the step log has it. */
export interface LoggedCall {
  readonly model: string;
  readonly task_ids: readonly string[];
  readonly timesteps: readonly number[];
}

/** A started node process. */
export class NodeProcess {
  readonly process: ChildProcessWithoutNullStreams;
  /** Where it serves node.v1.Node. */
  readonly address: string;
  /** Its exit code and signal. */
  readonly exited: Promise<unknown[]>;
  readonly lines: string[] = [];
  readonly #opsAddress: string;

  private constructor(address: string, opsAddress: string, settings: Readonly<Record<string, string>>) {
    this.address = address;
    this.#opsAddress = opsAddress;
    this.process = spawn(process.execPath, ['--import', 'tsx', mainFile], {
      env: {
        PATH: process.env['PATH'],
        // As `npm start` and the container image have it.
        MALLOC_ARENA_MAX: '2',
        QUARTET_NODE_ID: 'node-1',
        QUARTET_NODE_LISTEN: address,
        QUARTET_OPS_LISTEN: opsAddress,
        QUARTET_NODE_STEP_LOG: '1',
        ...settings,
      },
    });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      createInterface(stream).on('line', (line) => this.lines.push(line));
    }
    this.exited = once(this.process, 'exit');
  }

  /** Starts a process with these settings on free ports; it is not ready yet. */
  static async start(settings: Readonly<Record<string, string>>): Promise<NodeProcess> {
    return new NodeProcess(await freeAddress(), await freeAddress(), settings);
  }

  /** The calls of steps so far. */
  calls(): LoggedCall[] {
    return this.lines.filter((line) => line.includes('"timesteps"')).map((line) => JSON.parse(line) as LoggedCall);
  }

  /** The sum of a metric over its labels, as the process exports it now. */
  async metric(name: string): Promise<number> {
    const text = await (await fetch(`http://${this.#opsAddress}/metrics`)).text();
    const values = text.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
    return values.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);
  }

  /** Ends it at once, if it still runs. */
  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.exited;
  }
}

async function freeAddress(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `127.0.0.1:${port}`;
}
