import { compareLeases, leaseName } from '@quartet/protos/leases.ts';
import { type Invariant, Violation, ofEachLeader } from './invariant.ts';

/** A node that is told to stop with each of its reports has stopped within so long, milliseconds. */
const strayMs = 3_000;
/** After a longer pause between two reports the node has not heard all that was said before, milliseconds. */
const pauseMs = 1_500;

/** What one stream of a node has shown. */
interface Shown {
  readonly atMs: number;
  /** Since when each of the leases that should not be there was. */
  readonly since: ReadonlyMap<string, number>;
}

/** What a node shows of tasks that are canceled or have a newer lease is stopped soon, while the node is heard. */
export const noStrays: Invariant = {
  name: 'no strays',
  watch: ({ agenda }) =>
    ofEachLeader(
      () => new Map<string, Shown>(),
      (strays, { leading, event }) => {
        if (event?.kind !== 'node_reported') return;
        const { connection, report } = event;
        const before = strays.get(connection);
        const known = before && agenda.nowMs - before.atMs <= pauseMs ? before.since : undefined;
        const since = new Map<string, number>();
        for (const { lease } of report.running) {
          const live = leading.core.state.tasks.get(lease.taskId)?.lease;
          if (live && compareLeases(live, lease) === 0) continue;
          const name = leaseName(lease);
          const sinceMs = known?.get(name) ?? agenda.nowMs;
          since.set(name, sinceMs);
          if (agenda.nowMs - sinceMs < strayMs) continue;
          throw new Violation(noStrays.name, `${report.nodeId} goes on with ${lease.taskId} by ${name}`);
        }
        strays.set(connection, { atMs: agenda.nowMs, since });
      },
    ),
};
