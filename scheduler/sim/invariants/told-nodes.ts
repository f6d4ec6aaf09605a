import { leaseName } from '@quartet/protos/leases.ts';
import type { NodeConnection, NodeReport, SchedulerEvent } from '../../core/events.ts';
import { limits } from '../../core/limits.ts';

/** What a node said last to one leader. */
export interface ToldNode {
  readonly report: NodeReport;
  readonly connection: NodeConnection;
  /** By the leader's clock. */
  readonly atMs: number;
  /** Leases that it runs tasks by. */
  readonly shown: ReadonlySet<string>;
  isOpen: boolean;
}

/** What nodes have told one leader, kept beside what its core makes of it. */
export class ToldNodes {
  readonly byId = new Map<string, ToldNode>();
  #listenUntilMs = Infinity;

  hear(event: SchedulerEvent | undefined, now: number): void {
    if (event?.kind === 'took_over') this.#listenUntilMs = now + limits.listenMs;
    else if (event?.kind === 'node_reported') {
      const { connection, report } = event;
      const shown = new Set(report.running.map(({ lease }) => leaseName(lease)));
      this.byId.set(report.nodeId, { report, connection, atMs: now, shown, isOpen: true });
    } else if (event?.kind === 'node_closed') {
      for (const node of this.byId.values()) if (node.connection === event.connection) node.isOpen = false;
    }
  }

  /** Whether the leader still only listens. */
  isListening(now: number): boolean {
    return now < this.#listenUntilMs;
  }

  /** Whether a node takes tasks by what it has said; for a moment the leader may not have noticed that it went silent. */
  isUsable({ report, isOpen, atMs }: ToldNode, now: number): boolean {
    return isOpen && !report.draining && now - atMs < limits.silenceMs;
  }

  /** Whether a node takes no tasks by what it has said, and the leader has had time to notice. */
  isUseless({ report, isOpen, atMs }: ToldNode, now: number): boolean {
    return !isOpen || report.draining || now - atMs >= limits.silenceMs + limits.sweepIntervalMs;
  }
}
