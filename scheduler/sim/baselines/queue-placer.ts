import type { TaskDescription } from '@quartet/protos/generated/index.ts';
import type { Decision } from '../../core/decisions.ts';
import type { SchedulerEvent } from '../../core/events.ts';
import type { Placer } from '../simulation.ts';
import { SeenFleet, type SeenNode, canHave, hasRoom } from './seen-fleet.ts';

/** Which of the nodes that have room and can have its model gets a task; undefined only of none. */
export type Choose = (task: TaskDescription, nodes: readonly SeenNode[], nowMs: number) => SeenNode | undefined;

/**
 * First come, first served: the first task goes to the node that is chosen for it, and while there is none to choose from all
 * others wait behind it. Filters all nodes for every task, and knows of no faults.
 */
export class QueuePlacer implements Placer {
  readonly #choose: Choose;
  readonly #fleet = new SeenFleet();
  readonly #waiting: TaskDescription[] = [];

  constructor(choose: Choose) {
    this.#choose = choose;
  }

  apply(event: SchedulerEvent): void {
    if (event.kind === 'node_reported') this.#fleet.takeReport(event.connection, event.report);
    else if (event.kind === 'task_placed') this.#waiting.push(event.description);
  }

  decide(nowMs: number): readonly Decision[] {
    for (let [task] = this.#waiting; task; [task] = this.#waiting) {
      const { model } = task;
      const fitting = this.#fleet.nodes.filter((node) => hasRoom(node) && canHave(node, model));
      const node = this.#choose(task, fitting, nowMs);
      if (!node) break;
      this.#waiting.shift();
      this.#fleet.grant(task, node, nowMs);
    }
    return this.#fleet.takeDecisions();
  }
}
