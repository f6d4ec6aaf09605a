import { leaseName } from '@quartet/protos/leases.ts';
import { reasonName } from '@quartet/protos/reasons.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import type { Decision, QueueUpdate } from '../core/decisions.ts';
import type { Connections } from './connections.ts';
import type { SchedulerMetrics } from './metrics.ts';
import type { NodeOrders } from './node-orders.ts';

/** Says what was decided: to the streams it concerns, in the log, and in the counters. */
export function dispatcher(connections: Connections, orders: NodeOrders, metrics: SchedulerMetrics, log: Logger) {
  return {
    decided(decision: Decision): void {
      switch (decision.kind) {
        case 'leased': {
          const { workers, description, lease, grant } = decision;
          for (const worker of workers) connections.workers.get(worker)?.finish(lease.taskId, { leased: lease });
          if (grant) metrics.granted(description, grant);
          const facts = {
            request_id: description.requestId,
            task_id: lease.taskId,
            lease: leaseName(lease),
            node_id: lease.nodeId,
            waited_ms: grant && Math.round(grant.waitedMs),
            placed_again_reason: grant?.placedAgainReason && reasonName(grant.placedAgainReason),
          };
          log.info(facts, grant ? 'a lease is granted' : 'a live lease is told');
          return;
        }
        case 'refused': {
          const { workers, description, reason } = decision;
          for (const worker of workers) {
            connections.workers.get(worker)?.finish(description.taskId, { refused: { reason } });
          }
          metrics.refused(reason);
          const { requestId, taskId } = description;
          log.warn({ request_id: requestId, task_id: taskId, reason: reasonName(reason) }, 'a task is refused');
          return;
        }
        case 'lease_lost': {
          const { lease, requestId, reason } = decision;
          metrics.lost(reason);
          const { taskId, nodeId } = lease;
          log.warn(
            {
              request_id: requestId,
              task_id: taskId,
              lease: leaseName(lease),
              node_id: nodeId,
              reason: reasonName(reason),
            },
            'a lease is lost',
          );
          return;
        }
        case 'cancel_on_node': {
          const { connection, lease, reason } = decision;
          connections.nodes.get(connection)?.write({ cancel: { lease, reason } });
          return;
        }
        case 'ended_noted': {
          connections.nodes.get(decision.connection)?.write({ endedNoted: { leases: [...decision.leases] } });
          return;
        }
        case 'order_on_node': {
          connections.nodes.get(decision.connection)?.write({ order: decision.order });
          return;
        }
        case 'order_obeyed': {
          log.info({ node_id: decision.nodeId }, 'a node does as an operator says');
          orders.obeyed(decision.nodeId);
          return;
        }
      }
    },

    moved({ workers, taskId, position, estimateMs }: QueueUpdate): void {
      for (const worker of workers) {
        connections.workers.get(worker)?.update(taskId, { queued: { position, estimateMs } });
      }
    },

    timed(seconds: number): void {
      metrics.decided(seconds);
    },
  };
}
