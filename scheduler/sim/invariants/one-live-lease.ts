import type { Lease } from '@quartet/protos/generated/index.ts';
import { compareLeases, leaseName } from '@quartet/protos/leases.ts';
import type { Cell } from '../cell/cell.ts';
import { type Decided, type Invariant, Violation, ofEachLeader } from './invariant.ts';

/** Once all faults are over and nodes have been told what was given to others, milliseconds. */
const settleMs = 30_000;

/**
 * A leader grants a task a lease only after the one before it has ended, as its node or worker said, or by its loss; what a
 * worker saw fail is told to nobody again. And once no fault has been for a while, no task runs on two nodes.
 */
export const oneLiveLease: Invariant = {
  name: 'one live lease',
  watch: (cell) =>
    ofEachLeader(
      (): Leases => ({ live: new Map(), failed: new Map() }),
      (leases, moment) => {
        const { live, failed } = leases;
        hear(leases, moment);
        for (const decision of moment.decisions) {
          if (decision.kind === 'lease_lost') end(live, decision.lease);
          if (decision.kind !== 'leased') continue;
          const { lease, grant } = decision;
          const dead = failed.get(lease.taskId);
          if (dead && compareLeases(lease, dead) <= 0) {
            throw new Violation(oneLiveLease.name, `${lease.taskId} is told ${leaseName(lease)}, which has failed`);
          }
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

/** What one leader knows, by task. */
interface Leases {
  readonly live: Map<string, Lease>;
  /** The newest that a worker saw fail: neither it nor any before it lives again. */
  readonly failed: Map<string, Lease>;
}

/** What ends a lease, and what says that one lives. */
function hear({ live, failed }: Leases, { event }: Decided): void {
  if (event?.kind === 'node_reported') {
    for (const { lease, reason } of event.report.ended) {
      end(live, lease);
      // It is done, and nothing of it is remembered.
      if (!reason) failed.delete(lease.taskId);
    }
  }
  if (event?.kind === 'task_placed' && event.failed) {
    const { lease } = event.failed;
    end(live, lease);
    const dead = failed.get(lease.taskId);
    if (!dead || compareLeases(dead, lease) < 0) failed.set(lease.taskId, lease);
  }
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
