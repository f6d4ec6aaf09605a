/** A Kubernetes control plane on this machine, with Helm and KEDA: real API, simulated nodes and pods. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '..', '..', '..');
const runFile = promisify(execFile);

/** The folder of the programs that bring one up. */
const benchFolder = process.env['QUARTET_K8S_BENCH'] ?? join(root, '..', 'shared', 'k8s');

/** Whether one is at hand. */
export const haveControlPlane = existsSync(join(benchFolder, 'up'));

/** Said by tests that need one. */
export const controlPlaneIsMissing =
  'There is no Kubernetes control plane at ../shared/k8s (or QUARTET_K8S_BENCH): the chart is not tested on one.';

/** What a command printed and how it ended. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** An object of the API; only what tests look at. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly uid?: string;
    readonly namespace?: string;
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
  };
  readonly spec?: unknown;
  readonly status?: unknown;
}

/** A running control plane. It ends with this process, however that ends. */
export class ControlPlane {
  readonly #folder: string;
  readonly #env: NodeJS.ProcessEnv;

  private constructor(folder: string, env: NodeJS.ProcessEnv) {
    this.#folder = folder;
    this.#env = env;
  }

  /** @param options of the bench's `up`, as `--prometheus 127.0.0.1:9100`. */
  static async start(...options: string[]): Promise<ControlPlane> {
    const folder = join(mkdtempSync(join(tmpdir(), 'quartet-k8s-')), 'bench');
    const args = [folder, '--watch-pid', String(process.pid), ...options];
    const { stdout } = await runFile(join(benchFolder, 'up'), args).catch(async (error: unknown) => {
      await runFile(join(benchFolder, 'down'), ['--delete', folder]).catch(() => undefined);
      throw error;
    });
    const env = { ...process.env };
    for (const [, name, value] of stdout.matchAll(/^export (\w+)=(.*)$/gm))
      if (name && value) env[name] = value.replaceAll(/['"]/g, '').replace('$PATH', process.env['PATH'] ?? '');
    return new ControlPlane(folder, env);
  }

  /** URL of its Prometheus, if it was started with one. */
  get prometheus(): string {
    return this.#env['KBOX_PROMETHEUS'] ?? '';
  }

  async stop(): Promise<void> {
    await runFile(join(benchFolder, 'down'), ['--delete', this.#folder]);
    await rm(dirname(this.#folder), { recursive: true, force: true });
  }

  /** Runs helm, kubectl or another program in this cluster's environment. Rejects only when it cannot be run. */
  run(command: string, args: readonly string[]): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const options = { cwd: root, env: this.#env, maxBuffer: 64 * 1024 * 1024 };
      execFile(command, args, options, (error, stdout, stderr) => {
        if (error && typeof error.code !== 'number') reject(error);
        else resolve({ code: Number(error?.code ?? 0), stdout, stderr });
      });
    });
  }

  /** As {@link run}, and rejects with what the program said when it failed. */
  async do(command: string, ...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(command, args);
    if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}\n${stdout}${stderr}`);
    return stdout;
  }

  /** Objects of these kinds (comma list) in a namespace. */
  async list(kinds: string, namespace: string, ...more: string[]): Promise<KubeObject[]> {
    const text = await this.do('kubectl', 'get', kinds, '-n', namespace, '-o', 'json', ...more);
    return (JSON.parse(text) as { items: KubeObject[] }).items;
  }
}
