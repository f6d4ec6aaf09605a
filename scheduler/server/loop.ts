import type { Decision, QueueUpdate } from '../core/decisions.ts';
import type { SchedulerEvent } from '../core/events.ts';
import { Scheduler } from '../core/scheduler.ts';
import type { State } from '../core/state.ts';

/** Time passes for the core at least so often: what expires is found this late at most. */
const tickMs = 250;

/** Least time between two looks at where every waiting task stands. */
const updateIntervalMs = 500;

/** A longer queue is looked at less often, so that no more than 10,000 updates a second go out. */
const updateMsATask = 0.1;

/** Where the core's words go. */
export interface Listener {
  decided(decision: Decision): void;
  moved(update: QueueUpdate): void;
  /** How long one decide took. */
  timed(seconds: number): void;
}

/**
 * The one owner of the core: every event passes here, in order, and everything between reading the core's state and
 * changing it is synchronous. Events of one turn of the event loop are decided together.
 */
export class Loop {
  readonly #core = new Scheduler();
  readonly #listener: Listener;
  readonly #ticker: NodeJS.Timeout;
  #immediate: NodeJS.Immediate | undefined;
  #nextUpdateMs = 0;

  constructor(listener: Listener) {
    this.#listener = listener;
    this.#ticker = setInterval(() => this.#decide(), tickMs);
  }

  /** Milliseconds that never run backwards. */
  now(): number {
    return performance.now();
  }

  /** For views; whoever reads it does so without awaiting in between. */
  get state(): Readonly<State> {
    return this.#core.state;
  }

  apply(event: SchedulerEvent): void {
    this.#core.apply(event, this.now());
    this.#immediate ??= setImmediate(() => {
      this.#immediate = undefined;
      this.#decide();
    });
  }

  stop(): void {
    clearInterval(this.#ticker);
    clearImmediate(this.#immediate);
  }

  #decide(): void {
    const now = this.now();
    for (const decision of this.#core.decide(now)) this.#listener.decided(decision);
    this.#listener.timed((this.now() - now) / 1_000);
    if (now < this.#nextUpdateMs) return;
    const queued = this.#core.state.queue.size;
    this.#nextUpdateMs = queued === 0 ? 0 : now + Math.max(updateIntervalMs, queued * updateMsATask);
    for (const update of this.#core.queueUpdates(now)) this.#listener.moved(update);
  }
}
