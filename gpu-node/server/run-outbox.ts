import type { RunResponseInput } from '@quartet/protos/generated/index.ts';

/** A milestone preview that waited this long gives way to newer ones: the reader is truly slow. */
const milestonePatienceMs = 1_000;

type Kind = 'fact' | 'step' | 'preview' | 'milestone' | 'checkpoint_ready' | 'checkpoint_stored';

interface Waiting {
  readonly kind: Kind;
  readonly message: RunResponseInput;
  readonly sinceMs: number;
}

/** Where messages go; `done` is called when the next may be given. */
export type RunSink = (message: RunResponseInput, done: () => void) => void;

/**
 * What waits for one reader of a Run stream. One message is under way at a time, so a slow reader is noticed at once.
 * Facts (accepted, need_upload, checkpoint_refused, done, failed) all wait, in order. Of steps and previews only the newest of each task waits;
 * the milestone previews of a task may wait beside it for a second, so that a reader that is a few milliseconds behind
 * misses none. Of what is said of checkpoints the newest waits too, in its place among the facts: a run that ends says last
 * where it got to. So a task has at most 8 messages here beside its facts, and a stalled reader costs nothing.
 */
export class RunOutbox {
  readonly #sink: RunSink;
  readonly #onPreviewDropped: () => void;
  readonly #onSizeChanged: (size: number) => void;
  /** By task, tasks in the order in which they are served next. */
  readonly #waiting = new Map<string, Waiting[]>();
  #size = 0;
  #writing = false;
  #closed = false;

  constructor(options: {
    readonly sink: RunSink;
    readonly onPreviewDropped: () => void;
    readonly onSizeChanged: (size: number) => void;
  }) {
    this.#sink = options.sink;
    this.#onPreviewDropped = options.onPreviewDropped;
    this.#onSizeChanged = options.onSizeChanged;
  }

  /** Adds a message of a task. */
  push(taskId: string, kind: Kind, event: Omit<RunResponseInput, 'taskId'>, nowMs: number): void {
    if (this.#closed) return;
    const queue = this.#waiting.get(taskId) ?? [];
    const kept = queue.filter((waiting) => !isOutdated(waiting, kind, nowMs));
    const dropped = queue.length - kept.length;
    if (kind === 'preview' || kind === 'milestone')
      for (let count = 0; count < dropped; count += 1) this.#onPreviewDropped();
    kept.push({ kind, message: { taskId, ...event }, sinceMs: nowMs });
    this.#waiting.set(taskId, kept);
    this.#resize(1 - dropped);
    this.#pump();
  }

  /** The reader has gone: whatever waits is dropped. */
  close(): void {
    this.#closed = true;
    this.#waiting.clear();
    this.#resize(-this.#size);
  }

  #pump(): void {
    if (this.#writing || this.#closed) return;
    const [next] = this.#waiting;
    if (!next) return;
    const [taskId, queue] = next;
    const waiting = queue.shift();
    // To the end of the line: tasks take turns.
    this.#waiting.delete(taskId);
    if (queue.length > 0) this.#waiting.set(taskId, queue);
    if (!waiting) return;
    this.#writing = true;
    this.#resize(-1);
    this.#sink(waiting.message, () => {
      this.#writing = false;
      this.#pump();
    });
  }

  #resize(change: number): void {
    this.#size += change;
    this.#onSizeChanged(this.#size);
  }
}

/** Whether a message that waits is made superfluous by a newer one of this kind. */
function isOutdated(waiting: Waiting, newer: Kind, nowMs: number): boolean {
  switch (newer) {
    case 'fact':
      return false;
    case 'step':
    case 'checkpoint_ready':
    case 'checkpoint_stored':
      return waiting.kind === newer;
    case 'preview':
    case 'milestone':
      return (
        waiting.kind === 'preview' || (waiting.kind === 'milestone' && nowMs - waiting.sinceMs > milestonePatienceMs)
      );
  }
}
