import type { NodeConnection, NodeReport, SchedulerEvent } from '../../core/events.ts';
import { limits } from '../../core/limits.ts';

/** What a node said last to one leader. */
export interface ToldNode {
  readonly report: NodeReport;
  readonly connection: NodeConnection;
  /** By the leader's clock. */
  readonly atMs: number;
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
      this.byId.set(report.nodeId, { report, connection, atMs: now, isOpen: true });
    } else if (event?.kind === 'node_closed') {
      for (const node of this.byId.values()) if (node.connection === event.connection) node.isOpen = false;
    }
  }

  /** Whether the leader still only listens. */
  isListening(now: number): boolean {
    return now < this.#listenUntilMs;
  }

  /** Whether tasks may be given to a node by what it has said. */
  isUsable({ report, isOpen, atMs }: ToldNode, now: number): boolean {
    return isOpen && !report.draining && now - atMs < limits.silenceMs;
  }
}
