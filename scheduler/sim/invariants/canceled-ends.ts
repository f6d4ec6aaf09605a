import { type Invariant, Violation, ofEachLeader } from './invariant.ts';

/** A task that is canceled neither waits nor has a lease from then on, until a worker asks for it again. */
export const canceledEnds: Invariant = {
  name: 'canceled ends',
  watch: () =>
    ofEachLeader(
      () => undefined,
      (_, { leading, event }) => {
        if (event?.kind !== 'tasks_canceled') return;
        for (const taskId of event.taskIds) {
          const task = leading.core.state.tasks.get(taskId);
          if (task && (task.lease || task.workers.size > 0))
            throw new Violation(canceledEnds.name, `${taskId} goes on`);
        }
      },
    ),
};
