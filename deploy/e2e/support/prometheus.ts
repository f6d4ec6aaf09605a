/** A real Prometheus that scrapes a running stack. */
import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import getPort from 'get-port';
import { vi } from 'vitest';
import { Guard } from '../../local/guard.ts';
import type { Part, StackFacts } from './stack.ts';

/** Debian's, or one that is named; undefined where there is none. */
export const prometheusProgram = findProgram();

const scrapedParts: readonly Part[] = ['frontdoor', 'catalog', 'worker', 'scheduler', 'nodes'];
const patience = { timeout: 60_000, interval: 100 };

/** One series of an answer, at one moment. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Target {
  readonly scrapePool: string;
  readonly health: string;
  readonly lastScrape: string;
  readonly lastError: string;
}

export class Prometheus {
  readonly #url: string;
  readonly #folder: string;
  readonly #server: ChildProcess;
  /** Ends the server also when this process is killed. */
  readonly #guard = new Guard();

  private constructor(url: string, folder: string, server: ChildProcess) {
    this.#url = url;
    this.#folder = folder;
    this.#server = server;
    if (server.pid !== undefined) this.#guard.watch(server.pid, 'server', 'SIGTERM');
  }

  /** Resolves when every process of the parts has been scraped. */
  static async start(facts: StackFacts): Promise<Prometheus> {
    if (!prometheusProgram) throw new Error('there is no prometheus');
    const folder = mkdtempSync(join(tmpdir(), 'quartet-prometheus-'));
    const configFile = join(folder, 'prometheus.yml');
    writeFileSync(configFile, configOf(facts));
    const address = `127.0.0.1:${await getPort({ host: '127.0.0.1' })}`;
    const options = [
      `--config.file=${configFile}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=${address}`,
      '--log.level=error',
    ];
    const server = spawn(prometheusProgram, options, {
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const prometheus = new Prometheus(`http://${address}`, folder, server);
    try {
      await prometheus.scraped();
    } catch (error) {
      await prometheus.remove();
      throw error;
    }
    return prometheus;
  }

  /** Waits until every process has been scraped anew. */
  async scraped(): Promise<void> {
    const since = Date.now();
    await vi.waitFor(async () => {
      if (this.#server.exitCode !== null) throw new Error(`prometheus ended with code ${this.#server.exitCode}`);
      const { activeTargets } = await this.#get<{ activeTargets: Target[] }>('targets');
      if (activeTargets.length === 0) throw new Error('prometheus has no targets yet');
      for (const { scrapePool, health, lastScrape, lastError } of activeTargets) {
        // The time is that of the scrape's beginning.
        if (health !== 'up' || Date.parse(lastScrape) < since)
          throw new Error(`${scrapePool} is ${health}, last scraped ${lastScrape} ${lastError}`);
      }
    }, patience);
  }

  /** What a query answers now. @throws with Prometheus' words when it refuses the query. */
  async query(query: string): Promise<Sample[]> {
    type Vector = { resultType: string; result: { metric: Record<string, string>; value: [number, string] }[] };
    const { resultType, result } = await this.#get<Vector>('query', { query });
    if (resultType !== 'vector') throw new Error(`a ${resultType} is the answer to ${query}`);
    return result.map(({ metric, value: [, value] }) => ({ labels: metric, value: Number(value) }));
  }

  /** The values of a label in the series of a metric. */
  labelValues(metric: string, label: string): Promise<string[]> {
    return this.#get<string[]>(`label/${label}/values`, { 'match[]': metric });
  }

  /** Ends it and removes what it has stored. */
  async remove(): Promise<void> {
    await this.#guard.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #get<Data>(path: string, parameters: Readonly<Record<string, string>> = {}): Promise<Data> {
    const url = new URL(`/api/v1/${path}`, this.#url);
    url.search = new URLSearchParams(parameters).toString();
    const response = await fetch(url);
    const answer = (await response.json()) as { status: string; error?: string; warnings?: string[]; data: Data };
    if (answer.status !== 'success' || answer.warnings)
      throw new Error(`${path} ${JSON.stringify(parameters)}: ${answer.error ?? answer.warnings?.join(', ')}`);
    return answer.data;
  }
}

/** JSON, which is YAML too. */
function configOf(facts: StackFacts): string {
  const jobs = scrapedParts.map((part) => ({
    job_name: part,
    static_configs: [{ targets: facts[part].map(({ metrics }) => new URL(metrics ?? '').host) }],
  }));
  return JSON.stringify({ global: { scrape_interval: '1s', scrape_timeout: '1s' }, scrape_configs: jobs });
}

function findProgram(): string | undefined {
  const named = process.env['QUARTET_PROMETHEUS_BIN'];
  if (named) return named;
  const paths = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'prometheus'));
  return paths.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
