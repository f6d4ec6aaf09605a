import { setTimeout as pause } from 'node:timers/promises';
import { metricValue } from './metric-value.ts';
import type { Stack } from './stack.ts';

/** As short as looks cost a node little beside its steps. */
const lookEveryMs = 100;

/** What was seen of painting within a while. */
export interface Painting {
  /** Steps of all samples on all nodes. */
  readonly stepsASecond: number;
  /** The longest time in which some node was not seen to take a step. */
  readonly longestGapMs: number;
}

interface Look {
  /** Unix milliseconds. */
  readonly atMs: number;
  readonly steps: number;
}

/** Looks at the step counter of each node again and again, to see whether they paint all the time. */
export class PaintingWatch {
  readonly #stopping = new AbortController();
  readonly #watching: Promise<unknown>;
  /** Of each node: those that found more steps than the one before. */
  readonly #grown: Look[][];

  constructor({ facts }: Stack) {
    this.#grown = facts.nodes.map(() => []);
    this.#watching = Promise.all(
      facts.nodes.map(({ metrics = '' }, node) => this.#watch(metrics, this.#grown[node] ?? [])),
    );
  }

  /** What was seen between two moments, Unix milliseconds. */
  between(fromMs: number, toMs: number): Painting {
    const nodes = this.#grown.map((looks) => looks.filter(({ atMs }) => atMs > fromMs && atMs < toMs));
    const gaps = nodes.flatMap((looks) => {
      const moments = [fromMs, ...looks.map(({ atMs }) => atMs), toMs];
      return moments.slice(1).map((atMs, before) => atMs - (moments[before] ?? atMs));
    });
    return { stepsASecond: nodes.reduce((sum, looks) => sum + rateOf(looks), 0), longestGapMs: Math.max(...gaps) };
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#watching;
  }

  async #watch(metrics: string, grown: Look[]): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const steps = await metricValue(metrics, 'quartet_node_batch_samples_sum');
      if (steps > (grown.at(-1)?.steps ?? 0)) grown.push({ atMs: Date.now(), steps });
      await pause(lookEveryMs, undefined, { signal }).catch(() => undefined);
    }
  }
}

function rateOf(looks: readonly Look[]): number {
  const [first, last] = [looks[0], looks.at(-1)];
  if (!first || !last || first === last) return 0;
  return (last.steps - first.steps) / ((last.atMs - first.atMs) / 1_000);
}
