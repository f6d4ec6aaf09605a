import type { TaskDescription } from '@quartet/protos/generated/index.ts';
import type { Decision } from '../../core/decisions.ts';
import type { SchedulerEvent } from '../../core/events.ts';
import { batchCap } from '../sim-models.ts';
import type { Placer } from '../simulation.ts';
import { SeenFleet, type SeenNode, canHave } from './seen-fleet.ts';

/** Tasks of one model that start together, in order of arrival. */
interface Batch {
  readonly model: string;
  readonly tasks: TaskDescription[];
  /** When the window of its first passes. */
  readonly dueMs: number;
}

/**
 * First come, first served with window batches, as model servers over one shared queue work (dynamic batching with a maximum
 * delay, as in Triton or Ray Serve): tasks of a model gather in a batch that may start when it is full or the window of its first
 * has passed, on a node that holds nothing. Of the batches that may start the one whose first came first is next, and while
 * no node is free for it all others wait behind it. While it waits it goes on gathering, up to its cap; nothing joins it once it
 * runs. Windows are looked at when something is heard, of a fleet many times a second.
 */
export class FcfsWindow implements Placer {
  readonly #windowMs: number;
  readonly #fleet = new SeenFleet();
  /** By the arrival of their firsts. */
  readonly #batches: Batch[] = [];

  /** @param windowMs that the first of a batch waits for others, at most */
  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  apply(event: SchedulerEvent): void {
    if (event.kind === 'node_reported') this.#fleet.takeReport(event.connection, event.report);
    else if (event.kind === 'task_placed') this.#gather(event.description);
  }

  decide(nowMs: number): readonly Decision[] {
    for (;;) {
      const index = this.#batches.findIndex((batch) => isFull(batch) || batch.dueMs <= nowMs);
      const batch = this.#batches[index];
      const node = batch && this.#freeFor(batch.model);
      if (!node) return this.#fleet.takeDecisions();
      this.#batches.splice(index, 1);
      for (const task of batch.tasks) this.#fleet.grant(task, node, nowMs);
    }
  }

  #gather(task: TaskDescription): void {
    const { model, acceptedAtMs } = task;
    const gathering = this.#batches.find((batch) => batch.model === model && !isFull(batch));
    if (gathering) gathering.tasks.push(task);
    else this.#batches.push({ model, tasks: [task], dueMs: acceptedAtMs + this.#windowMs });
  }

  /** A free node that has the model in memory, if there is one just now: nobody waits for one. Else the first that is free. */
  #freeFor(model: string): SeenNode | undefined {
    const free = this.#fleet.nodes.filter((node) => node.held.size === 0 && canHave(node, model));
    return free.find((node) => node.models.has(model)) ?? free[0];
  }
}

function isFull({ tasks }: Batch): boolean {
  return tasks.length >= batchCap;
}
