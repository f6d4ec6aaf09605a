import type { Decision, QueueUpdate } from './decisions.ts';
import type { SchedulerEvent } from './events.ts';
import { queueUpdates } from './forecast.ts';
import { grant, newcomerOf } from './leases.ts';
import { limits } from './limits.ts';
import { orderNode } from './orders.ts';
import { termsOf } from './pressure.ts';
import { sweep, takeReport } from './reports.ts';
import { cancel, place, removeWorkerEverywhere } from './requests.ts';
import { type State, newState } from './state.ts';
import { removeWorker } from './waiters.ts';

/**
 * The scheduler without its shell: events go in, decisions come out, and time is an argument in milliseconds that never
 * runs backwards. The one owner of its state.
 */
export class Scheduler {
  readonly #state: State = newState();
  #nextSweepMs = 0;

  /** What it knows, for views of it; nobody else changes it. */
  get state(): Readonly<State> {
    return this.#state;
  }

  /** Takes in what has happened. What follows from it comes with the next `decide`. */
  apply(event: SchedulerEvent, now: number): void {
    const state = this.#state;
    switch (event.kind) {
      case 'took_over':
        state.epoch = event.epoch;
        state.leaseNumber = 0;
        state.listenUntilMs = now + limits.listenMs;
        return;
      case 'node_reported':
        return takeReport(state, event.connection, event.report, now);
      case 'node_closed':
        return state.fleet.close(event.connection);
      case 'node_ordered':
        return orderNode(state, event, now);
      case 'task_placed':
        return place(state, event.worker, event.description, event.failed, now);
      case 'task_withdrawn': {
        const task = state.tasks.get(event.taskId);
        if (task) removeWorker(state, task, event.worker, now);
        return;
      }
      case 'tasks_canceled':
        for (const taskId of event.taskIds) cancel(state, taskId, now);
        return;
      case 'worker_closed':
        return removeWorkerEverywhere(state, event.worker, now);
    }
  }

  /** Places what can be placed, and gives all that must be said since the last time, in order. */
  decide(now: number): readonly Decision[] {
    const state = this.#state;
    // 1. What has expired is released.
    if (now >= this.#nextSweepMs) {
      sweep(state, now);
      this.#nextSweepMs = now + limits.sweepIntervalMs;
    }
    // 2. After a takeover, first listen to who is there and what runs.
    while (now >= state.listenUntilMs) {
      // 3. Of the tenants that some node can serve the one whose turn it is, and of its tasks the first.
      const terms = { paying: termsOf(state, false), free: termsOf(state, true) };
      const next = state.queue.next((lane, plan) => state.fleet.takers.hasCandidates(lane, terms[plan]));
      if (!next) break;
      // 4. Of the nodes that can take it the one where it costs least: its own time, its model's load, and others' delay.
      const newcomer = newcomerOf(state, next.task);
      const node = state.fleet.cheapest(next.lane, newcomer, terms[next.plan], now);
      if (!node) throw new Error('a lane with candidates has no cheapest node');
      // 5. The task gets a lease there, and both count at once.
      grant(state, next.task, node, newcomer, now);
    }
    const decisions = state.outbox;
    state.outbox = [];
    return decisions;
  }

  /** Where waiting tasks stand that were told otherwise before. Visits the whole queue: call it at a bounded rate. */
  queueUpdates(now: number): readonly QueueUpdate[] {
    return queueUpdates(this.#state, now);
  }
}
