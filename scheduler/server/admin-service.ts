import type {
  AdminHandlers,
  CordonRequest,
  CordonResponseInput,
  DrainRequest,
  DrainResponseInput,
  ExplainNodeRequest,
  ExplainNodeResponseInput,
  ExplainRequest,
  ExplainResponseInput,
  GetClusterRequest,
  GetClusterResponseInput,
  ListNodesRequest,
  ListNodesResponseInput,
  ListQueueRequest,
  ListQueueResponseInput,
  NodeOrderKind,
  UncordonRequest,
  UncordonResponseInput,
} from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import type { unaryHandlers } from '@quartet/service-kit/grpc-server.ts';
import { type NodeView, explainNode, listNodes } from '../core/node-views.ts';
import { explain, listQueue, queueShares } from '../core/views.ts';
import type { Loop } from './loop.ts';
import type { NodeOrders } from './node-orders.ts';

/** A drain that is to take longer is a cordon. */
const deadlineMaxSeconds = 86_400;

/**
 * Serves `scheduler.v1.Admin` from views of the core.
 * @param leader where this scheduler serves
 */
export function adminHandlers(
  loop: Loop,
  orders: NodeOrders,
  leader: string,
  unary: ReturnType<typeof unaryHandlers>,
): AdminHandlers {
  /** @throws ReasonError not_found */
  function nodeOf(nodeId: string): NodeView {
    const node = explainNode(loop.state, nodeId, loop.now());
    if (!node) throw new ReasonError('REASON_NOT_FOUND', { field: 'node_id' });
    return node;
  }

  async function obeyed(nodeId: string, order: NodeOrderKind, graceMs?: number): Promise<{ node: NodeView }> {
    await orders.give(loop, nodeId, order, graceMs);
    return { node: nodeOf(nodeId) };
  }

  return {
    GetCluster: unary<GetClusterRequest, GetClusterResponseInput>(async () => ({
      leader,
      epoch: loop.state.epoch,
      nodes: listNodes(loop.state, loop.now()),
      queue: queueShares(loop.state, loop.now()),
    })),
    ListNodes: unary<ListNodesRequest, ListNodesResponseInput>(async () => ({
      nodes: listNodes(loop.state, loop.now()),
    })),
    ListQueue: unary<ListQueueRequest, ListQueueResponseInput>(async () => ({
      tasks: listQueue(loop.state, loop.now()),
    })),
    Explain: unary<ExplainRequest, ExplainResponseInput>(async ({ taskId }) => explain(loop.state, taskId, loop.now())),
    ExplainNode: unary<ExplainNodeRequest, ExplainNodeResponseInput>(async ({ nodeId }) => ({ node: nodeOf(nodeId) })),
    Cordon: unary<CordonRequest, CordonResponseInput>(({ nodeId }) => obeyed(nodeId, 'NODE_ORDER_KIND_CORDON')),
    Uncordon: unary<UncordonRequest, UncordonResponseInput>(({ nodeId }) => obeyed(nodeId, 'NODE_ORDER_KIND_SERVE')),
    Drain: unary<DrainRequest, DrainResponseInput>(async ({ nodeId, deadlineSeconds }) => {
      if (!(deadlineSeconds >= 0 && deadlineSeconds <= deadlineMaxSeconds)) {
        throw new ReasonError('REASON_INVALID_FIELD', { field: 'deadline_seconds', expected: '0 to 86400' });
      }
      return obeyed(nodeId, 'NODE_ORDER_KIND_DRAIN', 1_000 * deadlineSeconds);
    }),
  };
}
