import type { Decision } from './decisions.ts';
import type { WorkerConnection } from './events.ts';
import { FairQueue } from './fair-queue.ts';
import { Fleet } from './fleet.ts';
import type { TaskCount } from './task-counts.ts';
import { type Task, newTask } from './task.ts';

/** Everything the scheduler knows, all of it rebuilt from reports and open `Place` streams. Owned by one Scheduler. */
export interface State {
  /** Of this leadership; 0 before the first takeover, when nothing is placed. */
  epoch: number;
  /** The newest lease's number in this epoch. */
  leaseNumber: number;
  /** Nothing is placed before. */
  listenUntilMs: number;
  readonly fleet: Fleet;
  readonly queue: FairQueue;
  readonly tasks: Map<string, Task>;
  /** Tasks that are neither queued nor leased and since when; the one that has rested longest first. */
  readonly resting: Map<Task, number>;
  /** Tasks that each worker connection waits for. */
  readonly waits: Map<WorkerConnection, Set<Task>>;
  /** Decided and not yet handed out. */
  outbox: Decision[];
  /** All that workers have asked for so far, by model. */
  readonly asked: Map<string, TaskCount>;
  /** Tasks seen so far; the next one's sequence. */
  taskCount: number;
}

export function newState(): State {
  return {
    epoch: 0,
    leaseNumber: 0,
    listenUntilMs: Infinity,
    fleet: new Fleet(),
    queue: new FairQueue(),
    tasks: new Map(),
    resting: new Map(),
    waits: new Map(),
    outbox: [],
    asked: new Map(),
    taskCount: 0,
  };
}

/** The task's record; a new one rests until something becomes of it. */
export function taskOf(state: State, id: string, now: number): Task {
  const known = state.tasks.get(id);
  if (known) return known;
  state.taskCount += 1;
  const task = newTask(id, state.taskCount, now);
  state.tasks.set(id, task);
  rest(state, task, now);
  return task;
}

/** A task is neither queued nor leased from now on. */
export function rest(state: State, task: Task, now: number): void {
  state.resting.delete(task);
  state.resting.set(task, now);
}

/** Forgets a task that has ended. */
export function forgetTask(state: State, task: Task): void {
  state.tasks.delete(task.id);
  state.resting.delete(task);
}
