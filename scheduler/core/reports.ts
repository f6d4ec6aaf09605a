/** What nodes tell, and what their silence tells. */
import { compareLeases, leaseName } from '@quartet/protos/leases.ts';
import { expectReported } from './arrivals.ts';
import type { NodeConnection, NodeReport, ReportedEnd, ReportedTask } from './events.ts';
import type { FleetNode, Resident } from './fleet.ts';
import { adopt, drop, dropLease, endLease, noteFailure } from './leases.ts';
import { limits } from './limits.ts';
import { noteUse } from './node-use.ts';
import { compareOrder } from './orders.ts';
import { type State, forgetTask, taskOf } from './state.ts';

/** Takes in a node's whole state. */
export function takeReport(state: State, connection: NodeConnection, report: NodeReport, now: number): void {
  const node = state.fleet.takeReport(connection, report, now);
  // 1. What has ended frees its lease and is noted.
  for (const end of report.ended) takeEnd(state, node, end, now);
  if (report.ended.length > 0) {
    state.outbox.push({ kind: 'ended_noted', connection, leases: report.ended.map(({ lease }) => lease) });
  }
  // 2. What runs renews its lease, brings one we did not know, or is told to stop.
  const running = new Set(report.running.map(({ lease }) => leaseName(lease)));
  for (const reported of report.running) takeRunning(state, node, reported, now);
  // 3. What neither runs nor ended is lost: at once if it was seen before, else when its worker had time to start it.
  for (const [name, resident] of node.residents) {
    const isLate = now - resident.grantedAtMs >= limits.unshownLeaseMs;
    if (running.has(name) || !(resident.shown || resident.dropped || isLate)) continue;
    loseResident(state, node, name, resident, 'REASON_LEASE_LOST', now);
  }
  // 4. What it loads, or its tasks wait for, is on its way: it is asked for no other load.
  expectReported(node, now);
  // 5. What an operator wants of it has arrived, or is said again.
  compareOrder(state, node, now);
  noteUse(node, now);
  state.fleet.refresh(node);
}

/** Expires the leases of nodes that have gone silent, ends their rest, and forgets what is long gone. */
export function sweep(state: State, now: number): void {
  for (const node of state.fleet.nodes.values()) {
    const silenceMs = now - node.lastReportMs;
    if (!node.silent && silenceMs >= limits.silenceMs) {
      node.silent = true;
      for (const [name, resident] of node.residents) {
        loseResident(state, node, name, resident, 'REASON_NODE_LOST', now);
      }
      state.fleet.refresh(node);
    }
    if (node.unreachableUntilMs > 0 && now >= node.unreachableUntilMs) {
      node.unreachableUntilMs = 0;
      state.fleet.refresh(node);
    }
    if (silenceMs >= limits.goneNodeMs && !node.connection) state.fleet.forget(node);
  }
  for (const [task, sinceMs] of state.resting) {
    if (now - sinceMs < limits.restingTaskMs && state.resting.size <= limits.restingTasksMax) break;
    forgetTask(state, task);
  }
  state.queue.forgetIdleTenants();
}

function takeEnd(state: State, node: FleetNode, { lease, reason, gpuMs }: ReportedEnd, now: number): void {
  node.residents.delete(leaseName(lease));
  const task = state.tasks.get(lease.taskId);
  if (!task) return;
  if (task.lease && compareLeases(task.lease, lease) === 0) {
    endLease(state, task, { reason, gpuMs }, now);
    if (!reason && !task.canceled) forgetTask(state, task);
  } else if (reason) {
    noteFailure(state, task, lease, reason, now);
  }
}

function takeRunning(state: State, node: FleetNode, reported: ReportedTask, now: number): void {
  const lease = { ...reported.lease, nodeId: node.id, nodeAddress: node.address };
  const resident = showResident(node, { ...reported, lease }, now);
  const task = taskOf(state, lease.taskId, now);
  if (task.canceled) {
    drop(state, node, resident, 'REASON_CANCELED');
  } else if (resident.dropped) {
    drop(state, node, resident, resident.dropped);
  } else if (task.voidLease && compareLeases(lease, task.voidLease) <= 0) {
    drop(state, node, resident, 'REASON_LEASE_SUPERSEDED');
  } else if (!task.lease) {
    adopt(state, task, lease);
  } else if (compareLeases(lease, task.lease) < 0) {
    drop(state, node, resident, 'REASON_LEASE_SUPERSEDED');
  } else if (compareLeases(lease, task.lease) > 0) {
    const older = task.lease;
    endLease(state, task, { reason: 'REASON_LEASE_SUPERSEDED' }, now);
    dropLease(state, older, 'REASON_LEASE_SUPERSEDED');
    adopt(state, task, lease);
  }
}

/** The node's resident of a reported task, with its steps as reported. */
function showResident(node: FleetNode, reported: ReportedTask, now: number): Resident {
  const { lease, model, step, steps } = reported;
  const name = leaseName(lease);
  const known = node.residents.get(name);
  const resident = known ?? {
    lease,
    model,
    shape: undefined,
    steps,
    stepsGranted: steps,
    stepsLeft: 0,
    dueAtMs: undefined,
    grantedAtMs: now,
    shown: true,
    dropped: undefined,
  };
  if (!resident.shown) node.unreachableTimes = 0;
  resident.shown = true;
  resident.steps = steps;
  resident.stepsLeft = Math.max(0, steps - step);
  node.residents.set(name, resident);
  return resident;
}

function loseResident(
  state: State,
  node: FleetNode,
  name: string,
  resident: Resident,
  reason: 'REASON_LEASE_LOST' | 'REASON_NODE_LOST',
  now: number,
): void {
  const task = state.tasks.get(resident.lease.taskId);
  // The lease is ended while its resident still tells how far it came.
  if (task?.lease && compareLeases(task.lease, resident.lease) === 0) endLease(state, task, { reason }, now);
  node.residents.delete(name);
}
