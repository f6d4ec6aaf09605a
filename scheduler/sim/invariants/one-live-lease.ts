import type { Lease } from '@quartet/protos/generated/index.ts';
import { compareLeases, leaseName } from '@quartet/protos/leases.ts';
import type { Cell } from '../cell/cell.ts';
import { type Decided, type Invariant, Violation, ofEachLeader } from './invariant.ts';

/** Once all faults are over and nodes have been told what was given to others, milliseconds. */
const settleMs = 30_000;

/**
 * A leader grants a task a lease only after the one before it has ended, as its node or worker said, or by its loss. And once
 * no fault has been for a while, no task runs on two nodes.
 */
export const oneLiveLease: Invariant = {
  name: 'one live lease',
  watch: (cell) =>
    ofEachLeader(
      () => new Map<string, Lease>(),
      (live, moment) => {
        hear(live, moment);
        for (const decision of moment.decisions) {
          if (decision.kind === 'lease_lost') end(live, decision.lease);
          if (decision.kind !== 'leased') continue;
          const { lease, grant } = decision;
          const older = live.get(lease.taskId);
          if (grant && older) {
            const names = `${leaseName(lease)} beside ${leaseName(older)}`;
            throw new Violation(oneLiveLease.name, `${lease.taskId} gets ${names}`);
          }
          live.set(lease.taskId, lease);
        }
        if (moment.event?.kind === 'node_reported') checkNodes(cell);
      },
    ),
};

/** What ends a lease, and what says that one lives. */
function hear(live: Map<string, Lease>, { event }: Decided): void {
  if (event?.kind === 'node_reported') for (const { lease } of event.report.ended) end(live, lease);
  if (event?.kind === 'task_placed' && event.failed) end(live, event.failed.lease);
  if (event?.kind === 'tasks_canceled') for (const taskId of event.taskIds) live.delete(taskId);
}

/** A lease has ended, and with it those before it. */
function end(live: Map<string, Lease>, lease: Lease): void {
  const known = live.get(lease.taskId);
  if (known && compareLeases(known, lease) <= 0) live.delete(lease.taskId);
}

function checkNodes({ nodes, calmSinceMs, agenda }: Cell): void {
  if (agenda.nowMs - calmSinceMs < settleMs) return;
  const runs = new Map<string, string>();
  for (const node of nodes.values()) {
    for (const { taskId } of node.isAlive ? node.leases : []) {
      const other = runs.get(taskId);
      if (other) throw new Violation(oneLiveLease.name, `${taskId} runs on ${other} and on ${node.id}`);
      runs.set(taskId, node.id);
    }
  }
}
