import type { Task } from './task.ts';

/** How long handing tasks back may take once the grace of a drain is over; the rest of the time to stop is for closing. */
const handBackLimitMs = 5_000;

/** The tasks that are drained. */
export interface DrainedTasks {
  /** Those that have not ended. */
  live(): readonly Task[];
  /** Has a task stored as far as it got, then ended; returns at once. */
  handBack(task: Task): void;
  /** Ends a task as it is, unless it has ended. */
  stop(task: Task): void;
  /** Drains have begun, or none holds any more. */
  changed(): void;
}

/** Who wants a node to be empty: its stop, or an operator. While anyone does, it takes no new tasks. */
export class Drains {
  readonly #tasks: DrainedTasks;
  readonly #holding = new Set<object>();
  readonly #whenEmpty = new Set<() => void>();

  constructor(tasks: DrainedTasks) {
    this.#tasks = tasks;
  }

  /** Whether any holds: those that have emptied the node do, too. */
  get hold(): boolean {
    return this.#holding.size > 0;
  }

  /**
   * Holds from now on, until it is called off; resolves when no task is left. Those that have not ended after `graceMs` are handed
   * back, which takes 5 s at the most. Called off before that time, it leaves them alone.
   */
  async begin(graceMs: number, calledOff?: AbortSignal): Promise<void> {
    const drain = {};
    this.#holding.add(drain);
    const release = (): void => {
      this.#holding.delete(drain);
      this.#tasks.changed();
    };
    calledOff?.addEventListener('abort', release, { once: true });
    this.#tasks.changed();
    await this.#empty(graceMs, calledOff);
    if (calledOff?.aborted) return;
    const late = this.#tasks.live();
    for (const task of late) this.#tasks.handBack(task);
    await this.#empty(handBackLimitMs);
    // Called off meanwhile, the node has others by now.
    for (const task of late) this.#tasks.stop(task);
  }

  /** No task is left. */
  emptied(): void {
    for (const goOn of this.#whenEmpty) goOn();
  }

  /** Resolves when no task is left, at the latest after a while. */
  async #empty(limitMs: number, calledOff?: AbortSignal): Promise<void> {
    if (this.#tasks.live().length === 0) return;
    await new Promise<void>((resolve) => {
      const goOn = (): void => {
        clearTimeout(timer);
        this.#whenEmpty.delete(goOn);
        calledOff?.removeEventListener('abort', goOn);
        resolve();
      };
      const timer = setTimeout(goOn, limitMs);
      this.#whenEmpty.add(goOn);
      calledOff?.addEventListener('abort', goOn);
    });
  }
}
