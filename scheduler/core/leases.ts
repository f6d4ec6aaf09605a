/** The life of a lease: granted, or adopted from a report; ended by its result, its loss or a newer one. */
import type { Lease, Reason } from '@quartet/protos/generated/index.ts';
import { compareLeases, leaseName } from '@quartet/protos/leases.ts';
import { countsAsFailure, speaksOfUnreachableNode } from './attempts.ts';
import type { FailedLease } from './events.ts';
import { aimMs } from './aim.ts';
import type { FleetNode, Newcomer, Resident } from './fleet.ts';
import { noteUse } from './node-use.ts';
import { profileFor, soloGpuMs } from './predict.ts';
import { type State, rest } from './state.ts';
import { type DescribedTask, type Task, isDescribed, stepsLeftOf } from './task.ts';
import { dequeue, enqueue } from './waiters.ts';

/** A waiting task as it looks for a node. */
export function newcomerOf(state: State, { description, firstPlacedAtMs }: DescribedTask): Newcomer {
  const { model, width, height, guided } = description;
  const shape = { width, height, guided };
  const dueAtMs = firstPlacedAtMs + aimMs(description, profileFor(state.fleet.profile(model), shape));
  return { shape, stepsLeft: stepsLeftOf(description), dueAtMs };
}

/** Gives the first task of the queue to a node with room, and charges its tenant. */
export function grant(state: State, task: DescribedTask, node: FleetNode, newcomer: Newcomer, now: number): void {
  const { description, lostReason } = task;
  const { model, steps } = description;
  const { shape, stepsLeft, dueAtMs } = newcomer;
  state.leaseNumber += 1;
  const lease: Lease = {
    taskId: task.id,
    epoch: state.epoch,
    number: state.leaseNumber,
    nodeId: node.id,
    nodeAddress: node.address,
    dueInMs: dueAtMs - now,
  };
  const profile = profileFor(state.fleet.profileOn(node, model), shape);
  task.lease = lease;
  task.chargedGpuMs = soloGpuMs(profile, stepsLeft);
  if (lostReason) {
    task.placedAgain += 1;
    task.placedAgainReason = lostReason;
    task.lostReason = undefined;
  }
  state.queue.serve(task, task.chargedGpuMs);
  const workers = dequeue(state, task);
  state.fleet.add(node, {
    lease,
    model,
    shape,
    steps,
    stepsGranted: stepsLeft,
    stepsLeft,
    dueAtMs,
    grantedAtMs: now,
    shown: false,
    dropped: undefined,
  });
  noteUse(node, now);
  const grantFacts = { waitedMs: now - task.queuedAtMs, placedAgainReason: lostReason };
  state.outbox.push({ kind: 'leased', workers, description, lease, grant: grantFacts });
}

/** A lease that a node shows and we did not know becomes the task's live one; who waits for the task gets it. */
export function adopt(state: State, task: Task, lease: Lease): void {
  task.lease = lease;
  task.lostReason = undefined;
  task.chargedGpuMs = 0;
  state.resting.delete(task);
  if (!isDescribed(task)) return;
  const workers = dequeue(state, task);
  state.queue.startPainting(task);
  if (workers.length > 0) state.outbox.push({ kind: 'leased', workers, description: task.description, lease });
}

/** How a lease ended. */
interface LeaseEnd {
  /** Absent when its task ended well. */
  readonly reason?: Reason;
  /** Device time it cost; where unknown, the charge's share of the steps that were done. */
  readonly gpuMs?: number;
}

/** Ends the task's live lease. Its resident stays with the node: the caller removes or drops it. */
export function endLease(state: State, task: Task, end: LeaseEnd, now: number): void {
  const { lease } = task;
  if (!lease) return;
  const resident = residentOf(state, lease);
  const doneShare = resident ? Math.max(0, 1 - resident.stepsLeft / Math.max(1, resident.stepsGranted)) : 0;
  if (isDescribed(task)) {
    state.queue.stopPainting(task, (end.gpuMs ?? task.chargedGpuMs * doneShare) - task.chargedGpuMs);
  }
  task.lease = undefined;
  task.chargedGpuMs = 0;
  rest(state, task, now);
  if (!end.reason) return;
  noteFailure(state, task, lease, end.reason, now);
  if (end.reason === 'REASON_CANCELED') return;
  task.lostReason = end.reason;
  const requestId = task.description?.requestId ?? '';
  state.outbox.push({ kind: 'lease_lost', lease, requestId, reason: end.reason });
}

/** A worker saw a lease fail: it and all before it are void, whatever their nodes do. */
export function failLease(state: State, task: Task, failed: FailedLease, now: number): void {
  const { lease, reason } = failed;
  if (!task.voidLease || compareLeases(task.voidLease, lease) < 0) task.voidLease = lease;
  const live = task.lease;
  if (live && compareLeases(live, lease) <= 0) {
    endLease(state, task, { reason }, now);
    dropLease(state, live, 'REASON_LEASE_SUPERSEDED');
    const node = state.fleet.nodes.get(live.nodeId);
    if (node && speaksOfUnreachableNode(reason)) state.fleet.markUnreachable(node, now);
  }
  noteFailure(state, task, lease, reason, now);
}

/** Remembers a failed attempt, once a lease; a queued task moves to where the node is avoided. */
export function noteFailure(state: State, task: Task, lease: Lease, reason: Reason, now: number): void {
  const name = leaseName(lease);
  if (!countsAsFailure(reason) || task.failures.has(name)) return;
  task.failures.set(name, lease.nodeId);
  if (isDescribed(task) && state.queue.has(task)) enqueue(state, task, now);
}

/** Tells a lease's node to stop it, if the node still holds it. */
export function dropLease(state: State, lease: Lease, reason: Reason): void {
  const node = state.fleet.nodes.get(lease.nodeId);
  const resident = residentOf(state, lease);
  if (node && resident) drop(state, node, resident, reason);
}

/** Tells a node to stop a task; said again with each report that still shows it. */
export function drop(state: State, node: FleetNode, resident: Resident, reason: Reason): void {
  resident.dropped = reason;
  const { connection } = node;
  if (connection) state.outbox.push({ kind: 'cancel_on_node', connection, lease: resident.lease, reason });
}

function residentOf(state: State, lease: Lease): Resident | undefined {
  return state.fleet.nodes.get(lease.nodeId)?.residents.get(leaseName(lease));
}
