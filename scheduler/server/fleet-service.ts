import type { FleetHandlers, JoinRequest } from '@quartet/protos/generated/index.ts';
import { ReasonError, reasonName } from '@quartet/protos/reasons.ts';
import type { Logger } from '@quartet/service-kit/log.ts';
import type { NodeConnection, NodeReport } from '../core/events.ts';
import { type Connections, type JoinCall, onceClosed } from './connections.ts';
import { refuseStream } from './leader-only.ts';
import type { Loop } from './loop.ts';
import { readReport } from './wire.ts';

/**
 * Serves `scheduler.v1.Fleet` from the loop.
 * @param superseded called when a node has seen an epoch greater than the loop's
 */
export function fleetHandlers(
  loop: Loop,
  connections: Connections,
  superseded: (epochSeen: number) => void,
  log: Logger,
): FleetHandlers {
  /** The newest stream of each node; an older one of the same node is cut when a newer one reports. */
  const newest = new Map<string, JoinCall>();

  function welcome(call: JoinCall, connection: NodeConnection, { nodeId, pool, address }: NodeReport): void {
    const older = newest.get(nodeId);
    newest.set(nodeId, call);
    if (older) refuseStream(older, new ReasonError('REASON_CONFLICT'));
    call.write({ welcome: { epoch: loop.state.epoch } });
    log.info({ node_id: nodeId, node_address: address, pool, connection }, 'a node has joined');
  }

  return {
    Join(call: JoinCall): void {
      const connection = connections.addNode(call);
      let nodeId: string | undefined;
      call.on('data', (request: JoinRequest) => {
        if (!connections.nodes.has(connection)) return;
        if (request.epochSeen > loop.state.epoch) return superseded(request.epochSeen);
        try {
          const report = readReport(request);
          if (nodeId !== undefined && nodeId !== report.nodeId) {
            throw new ReasonError('REASON_INVALID_FIELD', { field: 'node_id', expected: 'the same on one stream' });
          }
          if (nodeId === undefined) welcome(call, connection, report);
          nodeId = report.nodeId;
          loop.apply({ kind: 'node_reported', connection, report });
        } catch (error) {
          if (!(error instanceof ReasonError)) throw error;
          log.warn(
            { node_id: request.nodeId, reason: reasonName(error.reason), ...error.details },
            'a report is not valid',
          );
          refuseStream(call, error);
        }
      });
      onceClosed(call, () => {
        connections.nodes.delete(connection);
        if (nodeId !== undefined && newest.get(nodeId) === call) newest.delete(nodeId);
        loop.apply({ kind: 'node_closed', connection });
        log.info({ node_id: nodeId, connection }, 'a stream of a node has ended');
      });
    },
  };
}
