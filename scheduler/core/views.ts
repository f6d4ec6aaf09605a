/** What operators and the front door may ask of the queue and its tasks. Nothing here changes them. */
import type { Lease, Plan, Reason, TaskDescription, WaitingFor } from '@quartet/protos/generated/index.ts';
import { forecasts } from './forecast.ts';
import { type Release, releasesOf } from './releases.ts';
import type { State } from './state.ts';
import { type DescribedTask, isDescribed } from './task.ts';

/** A waiting task and where it stands. */
export interface QueuedView {
  readonly task: TaskDescription;
  readonly position: number;
  readonly estimateMs: number;
}

/** Every waiting task in the order of service. */
export function listQueue(state: Readonly<State>, now: number): QueuedView[] {
  return Array.from(forecasts(state, now), ({ description, position, startMs }) => ({
    task: description,
    position,
    estimateMs: startMs,
  }));
}

/** Waiting tasks of one plan and model. */
export interface QueueShare {
  readonly plan: Plan;
  readonly model: string;
  tasks: number;
  /** Of the one that has waited longest. */
  longestWaitMs: number;
}

/** What waits, by plan and model. */
export function queueShares(state: Readonly<State>, now: number): QueueShare[] {
  const shares = new Map<string, QueueShare>();
  for (const { description, firstPlacedAtMs } of state.queue.tasks()) {
    const { plan, model } = description;
    const key = `${plan}\n${model}`;
    const share = shares.get(key) ?? { plan, model, tasks: 0, longestWaitMs: 0 };
    share.tasks += 1;
    share.longestWaitMs = Math.max(share.longestWaitMs, now - firstPlacedAtMs);
    shares.set(key, share);
  }
  return [...shares.values()];
}

/** Why a task waits or where it runs. */
export interface Explanation {
  readonly waitingFor: WaitingFor;
  readonly waitingMs: number;
  readonly lease?: Lease;
  readonly estimateMs: number;
  readonly placedAgain: number;
  readonly placedAgainReason?: Reason;
  /** Since it was last put into the queue. */
  readonly queuedMs?: number;
  /** Tasks before it. */
  readonly position?: number;
  /** What would free it, the first expected first. */
  readonly releases?: Release[];
}

export function explain(state: Readonly<State>, taskId: string, now: number): Explanation {
  const task = state.tasks.get(taskId);
  if (!task || (!task.lease && task.workers.size === 0)) {
    return { waitingFor: 'WAITING_FOR_UNSPECIFIED', waitingMs: 0, estimateMs: 0, placedAgain: task?.placedAgain ?? 0 };
  }
  const { lease, placedAgain, placedAgainReason } = task;
  const known = { waitingMs: now - task.firstPlacedAtMs, placedAgain, placedAgainReason };
  if (lease || !isDescribed(task)) return { ...known, waitingFor: 'WAITING_FOR_NOTHING', lease, estimateMs: 0 };
  const cause = waitingFor(state, task, now);
  const { position, startMs: estimateMs } = forecastOf(state, task, now);
  const releases = releasesOf(state, task, cause, now);
  return { ...known, waitingFor: cause, estimateMs, queuedMs: now - task.queuedAtMs, position, releases };
}

/** When tasks like this, `count` of them, would start and end: milliseconds from now to the first start and last end. */
export function estimate(
  state: Readonly<State>,
  description: TaskDescription,
  count: number,
  now: number,
): { startMs: number; finishMs: number } {
  const asked = Array.from({ length: Math.max(1, count) }, () => description);
  let startMs = Infinity;
  let finishMs = 0;
  let left = asked.length;
  for (const forecast of forecasts(state, now, asked)) {
    if (forecast.task) continue;
    startMs = Math.min(startMs, forecast.startMs);
    finishMs = Math.max(finishMs, forecast.finishMs);
    left -= 1;
    if (left === 0) break;
  }
  return { startMs, finishMs };
}

function forecastOf(state: Readonly<State>, task: DescribedTask, now: number): { position: number; startMs: number } {
  for (const forecast of forecasts(state, now)) if (forecast.task === task) return forecast;
  throw new Error('a task that waits is not in the queue');
}

function waitingFor(state: Readonly<State>, task: DescribedTask, now: number): WaitingFor {
  if (now < state.listenUntilMs) return 'WAITING_FOR_RECOVERY';
  if (!state.fleet.takers.has(task.description.model)) return 'WAITING_FOR_MODEL';
  return state.queue.isLimited(task) ? 'WAITING_FOR_TENANT_LIMIT' : 'WAITING_FOR_ROOM';
}
