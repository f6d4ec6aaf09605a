import type {
  AdminHandlers,
  ExplainRequest,
  ExplainResponseInput,
  ListNodesRequest,
  ListNodesResponseInput,
  ListQueueRequest,
  ListQueueResponseInput,
} from '@quartet/protos/generated/index.ts';
import type { unaryHandlers } from '@quartet/service-kit/grpc-server.ts';
import { explain, listNodes, listQueue } from '../core/views.ts';
import type { Loop } from './loop.ts';

/** Serves `scheduler.v1.Admin` from views of the core. */
export function adminHandlers(loop: Loop, unary: ReturnType<typeof unaryHandlers>): AdminHandlers {
  return {
    ListNodes: unary<ListNodesRequest, ListNodesResponseInput>(async () => ({
      nodes: listNodes(loop.state, loop.now()),
    })),
    ListQueue: unary<ListQueueRequest, ListQueueResponseInput>(async () => ({
      tasks: listQueue(loop.state, loop.now()),
    })),
    Explain: unary<ExplainRequest, ExplainResponseInput>(async ({ taskId }) => explain(loop.state, taskId, loop.now())),
  };
}
