import type { TaskDescription } from '@quartet/protos/generated/index.ts';
import { leastOf } from './linear-placer.ts';
import { QueuePlacer } from './queue-placer.ts';
import type { SeenNode } from './seen-fleet.ts';

/** How well each of the nodes that passed the filters suits a task, 0 to 100. */
type Plugin = (task: TaskDescription, nodes: readonly SeenNode[]) => (node: SeenNode) => number;

const most = 100;

/** NodeResourcesFit, LeastAllocated: the share of a node's room that is left with the task there. */
const leastAllocated: Plugin =
  () =>
  ({ held, taskCap }) =>
    (most * (taskCap - held.size - 1)) / taskCap;

/** ImageLocality: whether what it takes to begin is there. Like images that are pulled, models on their way do not count. */
const modelLocality: Plugin =
  ({ model }) =>
  ({ models }) =>
    models.has(model) ? most : 0;

/** PodTopologySpread: most where the fewest of the owner's tasks are, none where the most are. */
const ownersSpread: Plugin = ({ tenantId }, nodes) => {
  const fullest = Math.max(1, ...nodes.map((node) => tasksOf(tenantId, node)));
  return (node) => (most * (fullest - tasksOf(tenantId, node))) / fullest;
};

/** Weights of the default profile. */
const plugins: readonly (readonly [Plugin, number])[] = [
  [leastAllocated, 1],
  [modelLocality, 1],
  [ownersSpread, 2],
];

/**
 * As kube-scheduler binds pods: tasks first come, first served; nodes that have no room or cannot have the model are filtered
 * out; the weighted sum of the plugins' scores decides, over all nodes that are left. It knows neither how long tasks take nor
 * how long loads do. Source: kubernetes.io, "Scheduling Framework" and "Scheduler Configuration", plugins of the default profile.
 */
export function filterAndScore(): QueuePlacer {
  return new QueuePlacer((task, nodes) => {
    const scores = plugins.map(([plugin, weight]) => ({ weight, scoreOf: plugin(task, nodes) }));
    return leastOf(nodes, (node) => -scores.reduce((sum, { weight, scoreOf }) => sum + weight * scoreOf(node), 0));
  });
}

function tasksOf(tenantId: string, { held }: SeenNode): number {
  let count = 0;
  for (const { description } of held.values()) if (description.tenantId === tenantId) count += 1;
  return count;
}
