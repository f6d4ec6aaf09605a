/** What operators and the front door may ask of the state. Nothing here changes it. */
import type { Lease, Reason, TaskDescription, WaitingFor } from '@quartet/protos/generated/index.ts';
import { type FleetNode, isLive } from './fleet.ts';
import { forecasts } from './forecast.ts';
import type { State } from './state.ts';
import { type Task, isDescribed } from './task.ts';

/** A node as operators see it. */
export interface NodeView {
  readonly nodeId: string;
  readonly address: string;
  readonly pool: string;
  readonly live: boolean;
  readonly draining: boolean;
  readonly models: string[];
  readonly leases: Lease[];
  readonly taskCap: number;
  readonly silenceMs: number;
}

/** Every node by id. */
export function listNodes(state: Readonly<State>, now: number): NodeView[] {
  return [...state.fleet.nodes.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).map((node) => viewNode(node, now));
}

function viewNode(node: FleetNode, now: number): NodeView {
  return {
    nodeId: node.id,
    address: node.address,
    pool: node.pool,
    live: isLive(node),
    draining: node.draining,
    models: [...node.models.keys()].sort(),
    leases: [...node.residents.values()].filter(({ dropped }) => !dropped).map(({ lease }) => lease),
    taskCap: node.taskCap,
    silenceMs: now - node.lastReportMs,
  };
}

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

/** Why a task waits or where it runs. */
export interface Explanation {
  readonly waitingFor: WaitingFor;
  readonly waitingMs: number;
  readonly lease?: Lease;
  readonly estimateMs: number;
  readonly placedAgain: number;
  readonly placedAgainReason?: Reason;
}

export function explain(state: Readonly<State>, taskId: string, now: number): Explanation {
  const task = state.tasks.get(taskId);
  if (!task || (!task.lease && task.workers.size === 0)) {
    return { waitingFor: 'WAITING_FOR_UNSPECIFIED', waitingMs: 0, estimateMs: 0, placedAgain: task?.placedAgain ?? 0 };
  }
  const { lease, placedAgain, placedAgainReason } = task;
  const waitingMs = now - task.firstPlacedAtMs;
  if (lease)
    return { waitingFor: 'WAITING_FOR_NOTHING', waitingMs, lease, estimateMs: 0, placedAgain, placedAgainReason };
  const estimateMs = startOf(state, task, now);
  return { waitingFor: waitingFor(state, task, now), waitingMs, estimateMs, placedAgain, placedAgainReason };
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

function startOf(state: Readonly<State>, task: Task, now: number): number {
  for (const forecast of forecasts(state, now)) if (forecast.task === task) return forecast.startMs;
  return 0;
}

function waitingFor(state: Readonly<State>, task: Task, now: number): WaitingFor {
  if (now < state.listenUntilMs) return 'WAITING_FOR_RECOVERY';
  if (!isDescribed(task) || !state.fleet.takers.has(task.description.model)) return 'WAITING_FOR_MODEL';
  return state.queue.isLimited(task) ? 'WAITING_FOR_TENANT_LIMIT' : 'WAITING_FOR_ROOM';
}
