import type {
  GetClusterResponse,
  Hindrance,
  HindranceKind,
  NodeState,
  NodeStatus,
} from '@quartet/protos/generated/index.ts';
import { planName } from '../policy/plans.ts';
import { type ClusterJson, ClusterSchema, type NodeJson } from './cluster-shapes.ts';
import { type App, type RouteContext, callOf } from './context.ts';
import { present } from './present.ts';

/** `GET /v1/cluster`: nodes and queue as the scheduler that leads sees them, for administrators. */
export function clusterRoutes(app: App, { scheduler }: RouteContext): void {
  const schema = { summary: 'Nodes and queue, for administrators', response: { 200: ClusterSchema } };
  app.get('/cluster', { config: { admin: true }, schema }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    return clusterJson(await scheduler.getCluster({}, callOf(request)));
  });
}

const stateNames: Readonly<Record<NodeState, NodeJson['state']>> = {
  NODE_STATE_UNSPECIFIED: 'gone',
  NODE_STATE_READY: 'ready',
  NODE_STATE_CORDONED: 'cordoned',
  NODE_STATE_DRAINING: 'draining',
  NODE_STATE_STOPPING: 'stopping',
  NODE_STATE_GONE: 'gone',
};

const hindranceNames: Readonly<Record<HindranceKind, NodeJson['hindrance']['kind']>> = {
  HINDRANCE_KIND_UNSPECIFIED: 'nothing_waits',
  HINDRANCE_KIND_GONE: 'gone',
  HINDRANCE_KIND_STOPPING: 'stopping',
  HINDRANCE_KIND_DRAINING: 'draining',
  HINDRANCE_KIND_CORDONED: 'cordoned',
  HINDRANCE_KIND_RECOVERY: 'recovery',
  HINDRANCE_KIND_UNREACHABLE: 'unreachable',
  HINDRANCE_KIND_FULL: 'full',
  HINDRANCE_KIND_NOTHING_WAITS: 'nothing_waits',
  HINDRANCE_KIND_NO_WANTED_MODEL: 'no_wanted_model',
  HINDRANCE_KIND_TENANT_LIMITS: 'tenant_limits',
  HINDRANCE_KIND_FAILED_HERE: 'failed_here',
  HINDRANCE_KIND_LOADING: 'loading',
  HINDRANCE_KIND_ROOM_KEPT: 'room_kept',
};

function clusterJson({ leader, epoch, nodes, queue }: GetClusterResponse): ClusterJson {
  return {
    leader,
    epoch,
    nodes: nodes.map(nodeJson),
    queue: queue.map(({ plan, model, tasks, longestWaitMs }) => ({
      plan: planName(plan),
      model,
      tasks,
      longest_wait_seconds: longestWaitMs / 1_000,
    })),
  };
}

function nodeJson(node: NodeStatus): NodeJson {
  return {
    id: node.nodeId,
    pool: node.pool,
    address: node.address,
    state: stateNames[node.state],
    image_ids: node.leases.map(({ taskId }) => taskId),
    task_limit: node.taskCap,
    models: node.models,
    loading_models: node.arrivals.map(({ model }) => model),
    loadable_models: node.loadableModels,
    silence_seconds: node.silenceMs / 1_000,
    hindrance: hindranceJson(present(node.hindrance, 'hindrance')),
  };
}

/** On the wire 0 and an empty text stand for what is not known. */
function hindranceJson({ kind, sinceMs, untilMs, model }: Hindrance): NodeJson['hindrance'] {
  return {
    kind: hindranceNames[kind],
    ...(sinceMs > 0 && { since_seconds: sinceMs / 1_000 }),
    ...(untilMs > 0 && { until_seconds: untilMs / 1_000 }),
    ...(model && { model }),
  };
}
