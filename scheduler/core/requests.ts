/** What workers and the front door ask for. */
import type { TaskDescription } from '@quartet/protos/generated/index.ts';
import type { FailedLease, WorkerConnection } from './events.ts';
import { dropLease, endLease, failLease } from './leases.ts';
import { limits } from './limits.ts';
import { type State, taskOf } from './state.ts';
import { addTasks } from './task-counts.ts';
import { type Task, isDescribed, stepsLeftOf } from './task.ts';
import { addWorker, enqueue, refuse, removeWorker } from './waiters.ts';

/** A worker asks for a lease: answered by the live one, a refusal, or a place in the queue. */
export function place(
  state: State,
  worker: WorkerConnection,
  description: TaskDescription,
  failed: FailedLease | undefined,
  now: number,
): void {
  if (!state.tasks.has(description.taskId)) {
    addTasks(state.asked, description.model, { tasks: 1, steps: stepsLeftOf(description) });
  }
  const task = describe(state, taskOf(state, description.taskId, now), description);
  if (failed) failLease(state, task, failed, now);
  if (task.lease) {
    state.queue.startPainting(task);
    state.outbox.push({ kind: 'leased', workers: [worker], description, lease: task.lease });
    return;
  }
  addWorker(state, task, worker);
  if (task.canceled) {
    // Said once: a worker asks the catalog before it places again, and the catalog knows whether the image has ended.
    task.canceled = false;
    refuse(state, task, 'REASON_CANCELED', now);
  } else if (state.queue.has(task)) return;
  else if (state.queue.size >= limits.queuedTasksMax) refuse(state, task, 'REASON_UNAVAILABLE', now);
  else {
    task.queuedAtMs = now;
    enqueue(state, task, now);
  }
}

/** A worker connection has ended, and with it all its waiting. */
export function removeWorkerEverywhere(state: State, worker: WorkerConnection, now: number): void {
  for (const task of state.waits.get(worker) ?? []) removeWorker(state, task, worker, now);
}

/** Ends a task wherever it is. It is remembered for the case that its place is still on the way. */
export function cancel(state: State, taskId: string, now: number): void {
  const task = taskOf(state, taskId, now);
  task.canceled = true;
  refuse(state, task, 'REASON_CANCELED', now);
  const { lease } = task;
  if (!lease) return;
  endLease(state, task, { reason: 'REASON_CANCELED' }, now);
  dropLease(state, lease, 'REASON_CANCELED');
}

/** The newest description counts, but not while the queue orders the task by the one it came with. */
function describe(state: State, task: Task, description: TaskDescription): Task & { description: TaskDescription } {
  if (isDescribed(task) && state.queue.has(task)) return task;
  return Object.assign(task, { description });
}
