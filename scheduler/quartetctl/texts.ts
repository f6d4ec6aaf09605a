/** What the scheduler answers, in words for people. */
import type {
  ExplainResponse,
  Hindrance,
  HindranceKind,
  NodeStatus,
  QueuedTask,
  ReleaseKind,
  WaitingFor,
} from '@quartet/protos/generated/index.ts';
import { reasonName } from '@quartet/protos/reasons.ts';
import { tableLines } from '@quartet/service-kit/command-line.ts';

const hindranceTexts: Readonly<Record<HindranceKind, string>> = {
  HINDRANCE_KIND_UNSPECIFIED: 'not known',
  HINDRANCE_KIND_GONE: 'does not report',
  HINDRANCE_KIND_STOPPING: 'is stopping',
  HINDRANCE_KIND_DRAINING: 'is drained by an operator',
  HINDRANCE_KIND_CORDONED: 'is cordoned by an operator',
  HINDRANCE_KIND_RECOVERY: 'the scheduler has taken over and listens',
  HINDRANCE_KIND_UNREACHABLE: 'a worker could not reach it',
  HINDRANCE_KIND_FULL: 'is full',
  HINDRANCE_KIND_NOTHING_WAITS: 'nothing waits',
  HINDRANCE_KIND_NO_WANTED_MODEL: 'nothing that waits wants a model that it has or can load',
  HINDRANCE_KIND_TENANT_LIMITS: 'all that it could take waits for its own tenant’s limit',
  HINDRANCE_KIND_FAILED_HERE: 'all that it could take has failed on it before',
  HINDRANCE_KIND_LOADING: 'what it could take wants another model than it loads',
  HINDRANCE_KIND_ROOM_KEPT: 'its room is kept free for those who pay, or for its own models',
};

const waitingTexts: Readonly<Record<WaitingFor, string>> = {
  WAITING_FOR_UNSPECIFIED: 'is not known to the scheduler: it has ended, or nobody asks for it now',
  WAITING_FOR_NOTHING: 'runs',
  WAITING_FOR_MODEL: 'waits for a node that has its model',
  WAITING_FOR_ROOM: 'waits for room on a node that has its model',
  WAITING_FOR_TENANT_LIMIT: 'waits because its tenant has as many as the plan allows',
  WAITING_FOR_RECOVERY: 'waits while the scheduler, which has taken over, listens',
};

const releaseTexts: Readonly<Record<ReleaseKind, string>> = {
  RELEASE_KIND_UNSPECIFIED: 'not known',
  RELEASE_KIND_TASK_ENDS: 'a task ends',
  RELEASE_KIND_MODEL_LOADED: 'its model is loaded',
  RELEASE_KIND_NODE_TRIED_AGAIN: 'the node is tried again',
  RELEASE_KIND_NODE_RETURNS: 'the node reports again',
  RELEASE_KIND_NODE_UNCORDONED: 'the node is uncordoned',
  RELEASE_KIND_NODE_JOINS: 'a node joins that has its model',
  RELEASE_KIND_TENANT_TASK_ENDS: 'a task of its tenant ends',
  RELEASE_KIND_LISTENING_ENDS: 'the scheduler begins to place',
};

/** A table of nodes. */
export function nodeLines(nodes: readonly NodeStatus[]): string[] {
  const rows = nodes.map((node) => {
    const { nodeId, pool, state, leases, taskCap, models, hindrance } = node;
    const tasks = `${leases.length}/${taskCap}`;
    const standing = nameOf(state, 'NODE_STATE_');
    return [nodeId, pool, standing, tasks, models.join(',') || '-', hindrance ? hindranceText(hindrance) : ''];
  });
  return tableLines([['NODE', 'POOL', 'STATE', 'TASKS', 'MODELS', 'WHY NO MORE'], ...rows]);
}

/** A table of waiting tasks. */
export function queueLines(tasks: readonly QueuedTask[]): string[] {
  const rows = tasks.map(({ task, position, estimateMs }) => {
    const { taskId = '', plan = 'PLAN_UNSPECIFIED', model = '', tenantId = '' } = task ?? {};
    return [`${position}`, taskId, nameOf(plan, 'PLAN_'), tenantId, model, `in about ${duration(estimateMs)}`];
  });
  return tableLines([['PLACE', 'TASK', 'PLAN', 'TENANT', 'MODEL', 'STARTS'], ...rows]);
}

/** A node and why it takes no more. */
export function nodeExplanation(node: NodeStatus): string[] {
  const loading = node.arrivals.map(({ model, inMs }) => `loads ${model}, there in about ${duration(inMs)}`);
  const loadable = node.loadableModels.length > 0 ? [`can load ${node.loadableModels.join(', ')}`] : [];
  return [...nodeLines([node]), ...loading, ...loadable];
}

/** A task and why it waits, or where it runs. */
export function taskExplanation(taskId: string, answer: ExplainResponse): string[] {
  const { waitingFor, waitingMs, queuedMs, lease, estimateMs, position, placedAgain, placedAgainReason } = answer;
  const lines = [`${taskId} ${waitingTexts[waitingFor]}${lease ? ` on ${lease.nodeId}` : ''}`];
  if (waitingFor === 'WAITING_FOR_UNSPECIFIED') return lines;
  lines.push(`asked for ${duration(waitingMs)} ago`);
  if (placedAgain > 0)
    lines.push(`placed again ${placedAgain} times, last because of ${reasonName(placedAgainReason)}`);
  if (lease) return lines;
  lines.push(`in the queue for ${duration(queuedMs)}, with ${position} before it`);
  lines.push(`expected to start in about ${duration(estimateMs)}`);
  const rows = answer.releases.map(({ kind, nodeId, taskId: ending, inMs }) => {
    return [releaseTexts[kind], nodeId || '-', ending || '-', inMs > 0 ? `in about ${duration(inMs)}` : 'not known'];
  });
  if (rows.length > 0) lines.push('', ...tableLines([['WHAT WOULD FREE IT', 'NODE', 'TASK', 'WHEN'], ...rows]));
  return lines;
}

function hindranceText({ kind, sinceMs, untilMs, model }: Hindrance): string {
  const since = sinceMs > 0 ? `, for ${duration(sinceMs)}` : '';
  const until = untilMs > 0 ? `, for about ${duration(untilMs)} more` : '';
  return `${hindranceTexts[kind]}${model && ` (${model})`}${since}${until}`;
}

function nameOf(value: string, prefix: string): string {
  return value.slice(prefix.length).toLowerCase();
}

function duration(ms: number): string {
  const seconds = ms / 1_000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}
