import type { TaskCount, TaskCounts } from './task-counts.ts';

/**
 * What has been asked for counts by its age, with this mean: long enough that a single request wants no node, short enough that a
 * morning's rise is followed within the reserve. A shorter one wants nodes that come and go, a longer one wants them too late.
 */
const meanAgeMs = 300_000;
/** Before so much time has passed rates are taken to be as low as if it had: the first requests say little. */
const leastAgeMs = 300_000;

/** How fast work arrives, by model: an exponential average of all that has been asked for. */
export class ArrivingWork {
  readonly #seen = new Map<string, TaskCount>();
  readonly #rates = new Map<string, TaskCount>();
  #sinceMs = Infinity;
  #seenAtMs = 0;

  /**
   * Takes in what has been asked for since the last time. Times never run backwards.
   * @param asked all that has ever been asked for; what was asked for before the first time says nothing of a rate
   */
  see(asked: TaskCounts, now: number): void {
    const isFirst = this.#sinceMs === Infinity;
    if (isFirst) this.#sinceMs = now;
    const kept = isFirst ? 1 : Math.exp((this.#seenAtMs - now) / meanAgeMs);
    this.#seenAtMs = now;
    for (const [model, { tasks, steps }] of asked) {
      const seen = this.#seen.get(model) ?? { tasks: 0, steps: 0 };
      const rate = this.#rates.get(model) ?? { tasks: 0, steps: 0 };
      const more = isFirst ? { tasks: 0, steps: 0 } : { tasks: tasks - seen.tasks, steps: steps - seen.steps };
      this.#rates.set(model, {
        tasks: rate.tasks * kept + more.tasks / meanAgeMs,
        steps: rate.steps * kept + more.steps / meanAgeMs,
      });
      this.#seen.set(model, { tasks, steps });
    }
  }

  /** In a millisecond. An average that has only begun is what it is of the time that it would have had. */
  get rates(): TaskCounts {
    const ageMs = Math.max(leastAgeMs, this.#seenAtMs - this.#sinceMs);
    const known = 1 - Math.exp(-ageMs / meanAgeMs);
    const scaled = ({ tasks, steps }: TaskCount): TaskCount => ({ tasks: tasks / known, steps: steps / known });
    return new Map(Array.from(this.#rates, ([model, rate]) => [model, scaled(rate)]));
  }
}
