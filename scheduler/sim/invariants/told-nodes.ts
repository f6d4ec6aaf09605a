import { leaseName } from '@quartet/protos/leases.ts';
import type { NodeConnection, NodeOrdered, NodeReport, SchedulerEvent } from '../../core/events.ts';
import { limits } from '../../core/limits.ts';

/** What a node said last to one leader. */
export interface ToldNode {
  readonly report: NodeReport;
  readonly connection: NodeConnection;
  /** By the leader's clock. */
  readonly atMs: number;
  /** Leases that it runs tasks by. */
  readonly shown: ReadonlySet<string>;
  /** What an operator has told the leader to do with it, while no report has shown that. */
  wanted: NodeOrdered | undefined;
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
      const before = this.byId.get(report.nodeId)?.wanted;
      const wanted = before?.orderId === report.order?.id ? undefined : before;
      this.byId.set(report.nodeId, { report, connection, atMs: now, shown, wanted, isOpen: true });
    } else if (event?.kind === 'node_ordered') {
      const node = this.byId.get(event.nodeId);
      if (node?.isOpen) node.wanted = event;
    } else if (event?.kind === 'node_closed') {
      for (const node of this.byId.values()) if (node.connection === event.connection) node.isOpen = false;
    }
  }

  /** Whether the leader still only listens. */
  isListening(now: number): boolean {
    return now < this.#listenUntilMs;
  }

  /** Whether a node takes tasks by what it has said; for a moment the leader may not have noticed that it went silent. */
  isUsable(node: ToldNode, now: number): boolean {
    const { report, isOpen, atMs } = node;
    return isOpen && !report.draining && !isCordoned(node) && now - atMs < limits.silenceMs;
  }

  /** Whether a node takes no tasks by what it has said, and the leader has had time to notice. */
  isUseless(node: ToldNode, now: number): boolean {
    const { report, isOpen, atMs } = node;
    const isSilent = now - atMs >= limits.silenceMs + limits.sweepIntervalMs;
    return !isOpen || report.draining || isCordoned(node) || isSilent;
  }
}

/** By what it has shown, and by what an operator has said since. */
function isCordoned({ report, wanted }: ToldNode): boolean {
  return [report.order?.kind, wanted?.order].some((kind) => kind !== undefined && kind !== 'NODE_ORDER_KIND_SERVE');
}
