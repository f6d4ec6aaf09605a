/** Who waits for a task, and how a task leaves the queue without a lease. */
import type { Reason } from '@quartet/protos/generated/index.ts';
import type { WorkerConnection } from './events.ts';
import { limits } from './limits.ts';
import { type State, rest } from './state.ts';
import { type DescribedTask, type Task, isDescribed } from './task.ts';

/** A worker waits for the task from now on. */
export function addWorker(state: State, task: Task, worker: WorkerConnection): void {
  const waits = state.waits.get(worker) ?? new Set();
  state.waits.set(worker, waits.add(task));
  task.workers.add(worker);
  task.told = undefined;
}

/** A worker waits no longer; a task nobody waits for leaves the queue. */
export function removeWorker(state: State, task: Task, worker: WorkerConnection, now: number): void {
  if (!task.workers.delete(worker)) return;
  forgetWait(state, worker, task);
  if (task.workers.size > 0 || !isDescribed(task)) return;
  state.queue.remove(task);
  rest(state, task, now);
}

/** Takes the task out of the queue and gives those who waited for it. */
export function dequeue(state: State, task: DescribedTask): readonly WorkerConnection[] {
  const workers = [...task.workers];
  for (const worker of workers) forgetWait(state, worker, task);
  task.workers.clear();
  state.queue.remove(task);
  return workers;
}

/** Tells all who wait that the task will not run. */
export function refuse(state: State, task: Task, reason: Reason, now: number): void {
  if (!isDescribed(task) || task.workers.size === 0) return;
  const workers = dequeue(state, task);
  rest(state, task, now);
  state.outbox.push({ kind: 'refused', workers, description: task.description, reason });
}

/** Puts a task that is waited for into the queue, or anew after a failure: the nodes it avoids fix its lane. */
export function enqueue(state: State, task: DescribedTask, now: number): void {
  state.queue.remove(task);
  if (task.failures.size >= limits.attemptsMax) {
    refuse(state, task, 'REASON_ATTEMPTS_EXHAUSTED', now);
  } else {
    state.resting.delete(task);
    state.queue.add(task);
  }
}

function forgetWait(state: State, worker: WorkerConnection, task: Task): void {
  const waits = state.waits.get(worker);
  if (waits?.delete(task) && waits.size === 0) state.waits.delete(worker);
}
