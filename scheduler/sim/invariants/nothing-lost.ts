import type { WorkerConnection } from '../../core/events.ts';
import { type Decided, type Invariant, Violation, ofEachLeader } from './invariant.ts';

/** Workers by the task for which they wait. */
type Waiting = Map<string, Set<WorkerConnection>>;

/** Whoever has asked a leader for a lease and has not been answered waits in its queue, and nobody else does. */
export const nothingLost: Invariant = {
  name: 'nothing lost',
  watch: () =>
    ofEachLeader(
      (): Waiting => new Map(),
      (waiting, moment) => {
        hear(waiting, moment);
        for (const decision of moment.decisions) {
          if (decision.kind !== 'leased' && decision.kind !== 'refused') continue;
          for (const worker of decision.workers) leave(waiting, decision.description.taskId, worker);
        }
        const { queue } = moment.leading.core.state;
        for (const task of queue.tasks()) {
          const expected = waiting.get(task.id);
          if (
            expected &&
            expected.size === task.workers.size &&
            [...expected].every((worker) => task.workers.has(worker))
          )
            continue;
          throw new Violation(nothingLost.name, `${task.id} is queued for others than who wait`);
        }
        if (queue.size === waiting.size) return;
        const lost = [...waiting.keys()].filter((taskId) => ![...queue.tasks()].some(({ id }) => id === taskId));
        throw new Violation(nothingLost.name, `${lost.join(', ')} waited for and not queued`);
      },
    ),
};

function hear(waiting: Waiting, { event }: Decided): void {
  switch (event?.kind) {
    case 'task_placed': {
      const { taskId } = event.description;
      waiting.set(taskId, (waiting.get(taskId) ?? new Set()).add(event.worker));
      return;
    }
    case 'task_withdrawn':
      return leave(waiting, event.taskId, event.worker);
    case 'worker_closed':
      for (const taskId of waiting.keys()) leave(waiting, taskId, event.worker);
      return;
    case undefined:
    case 'took_over':
    case 'node_reported':
    case 'node_closed':
    case 'tasks_canceled':
    case 'node_ordered':
      return;
  }
}

function leave(waiting: Waiting, taskId: string, worker: WorkerConnection): void {
  const workers = waiting.get(taskId);
  workers?.delete(worker);
  if (workers?.size === 0) waiting.delete(taskId);
}
