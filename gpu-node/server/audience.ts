import type { RunOutbox } from './run-outbox.ts';

type Kind = Parameters<RunOutbox['push']>[1];
type Event = Parameters<RunOutbox['push']>[2];

/**
 * Who hears of a task: the stream that brought it, and each that attached to it since. A worker that was thought dead may attach after the
 * one that took over from it, and leave again: the rightful one hears all there is to hear, whichever came last.
 */
export class Audience {
  readonly #taskId: string;
  readonly #outboxes = new Set<RunOutbox>();

  constructor(taskId: string, first: RunOutbox) {
    this.#taskId = taskId;
    this.#outboxes.add(first);
  }

  get isEmpty(): boolean {
    return this.#outboxes.size === 0;
  }

  has(outbox: RunOutbox): boolean {
    return this.#outboxes.has(outbox);
  }

  add(outbox: RunOutbox): void {
    this.#outboxes.add(outbox);
  }

  /** Whether it was there. */
  delete(outbox: RunOutbox): boolean {
    return this.#outboxes.delete(outbox);
  }

  /** Tells all of them. */
  push(kind: Kind, event: Event): void {
    for (const outbox of this.#outboxes) outbox.push(this.#taskId, kind, event, performance.now());
  }
}
