import type { NodeOrder } from '@quartet/protos/generated/index.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import type { TaskTable } from './task-table.ts';

/** An order by this process's clock. */
interface Held extends Pick<NodeOrder, 'id' | 'kind'> {
  readonly givenAtMs: number;
  readonly drainUntilMs: number;
}

/**
 * What operators want of this node. It keeps the last word and reports it, so that it holds whichever scheduler leads. To give a
 * cordoned node no tasks is the scheduler's part: one that was granted before the order came still starts.
 */
export class OperatorOrders {
  readonly #tasks: Pick<TaskTable, 'drain'>;
  readonly #onChange: () => void;
  readonly #log: Logger;
  #held: Held | undefined;
  #callOffDrain = new AbortController();

  /** @param options.onChange called when there is something new to report */
  constructor(options: {
    readonly tasks: Pick<TaskTable, 'drain'>;
    readonly onChange: () => void;
    readonly log: Logger;
  }) {
    this.#tasks = options.tasks;
    this.#onChange = options.onChange;
    this.#log = options.log;
  }

  /** As reports tell it; undefined while nobody has said anything. */
  get reported(): NodeOrder | undefined {
    if (!this.#held) return undefined;
    const { id, kind, givenAtMs, drainUntilMs } = this.#held;
    const now = performance.now();
    return { id, kind, ageMs: now - givenAtMs, drainLeftMs: Math.max(0, drainUntilMs - now) };
  }

  /** Does as it is told, in place of what it was told before. Nothing happens when the same order is said again. */
  obey({ id, kind, ageMs, drainLeftMs }: NodeOrder): void {
    if (id === this.#held?.id) return;
    const now = performance.now();
    this.#held = { id, kind, givenAtMs: now - ageMs, drainUntilMs: now + drainLeftMs };
    this.#log.info({ order: kind, drain_left_ms: drainLeftMs }, 'an operator has said what this node is to do');
    this.#callOffDrain.abort();
    this.#callOffDrain = new AbortController();
    if (kind === 'NODE_ORDER_KIND_DRAIN') void this.#tasks.drain(drainLeftMs, this.#callOffDrain.signal);
    this.#onChange();
  }
}
