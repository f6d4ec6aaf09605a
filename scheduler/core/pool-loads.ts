/** What each pool has to do: its running work, and its share of what waits and of what arrives. */
import type { PoolLoad, PoolPolicy } from './autoscale.ts';
import { type FleetNode, isLive, isUsable } from './fleet.ts';
import { cordonOf } from './node-order.ts';
import { PoolTimes } from './pool-times.ts';
import { mostFlow } from './staffing.ts';
import type { State } from './state.ts';
import { type TaskCount, type TaskCounts, addTasks } from './task-counts.ts';
import { stepsLeftOf } from './task.ts';

/**
 * The load of each pool. What waits goes to the first pool that can load its model, as far as that one at its greatest
 * gets through it in time, and the rest to the next: the order of the pools is the order in which they are filled. So does
 * what arrives, as far as the pool at its greatest is enough for it.
 * @param arriving in a millisecond
 */
export function poolLoads(
  state: Readonly<State>,
  policies: readonly PoolPolicy[],
  arriving: TaskCounts,
): Map<string, PoolLoad> {
  const backlog = waitingTasks(state);
  const flow = new Map(Array.from(arriving, ([model, count]) => [model, { ...count }]));
  const nodesOf = nodesByPool(state);
  return new Map(
    policies.map((policy) => {
      const nodes = nodesOf.get(policy.pool) ?? [];
      const ready = nodes.filter(isUsable).length;
      const runningMs = nodes.reduce((sum, node) => sum + runningWorkMs(state, node), 0);
      const roomMs = policy.max * policy.drainMs + ready * policy.bootMs - runningMs;
      const workMs = runningMs + takeShare(policy, new PoolTimes(state, nodes, Infinity), backlog, roomMs);
      const busy = takeShare(policy, new PoolTimes(state, nodes, 1), flow, mostFlow(policy.max));
      const present = nodes.filter(isLive);
      const cordoned = present.filter((node) => !node.draining && cordonOf(node)).length;
      return [policy.pool, { ready, present: present.length, cordoned, holding: holding(nodes), workMs, busy }];
    }),
  );
}

/**
 * The nodes of each pool. A pool whose nodes are of several kinds is wanted as one number, and each node names its kind behind a
 * slash, as `gpu/a100`: its times are predicted by its kind.
 */
export function nodesByPool(state: Readonly<State>): Map<string, FleetNode[]> {
  const pools = new Map<string, FleetNode[]>();
  for (const node of state.fleet.nodes.values()) {
    const [pool = ''] = node.pool.split('/');
    const nodes = pools.get(pool);
    if (nodes) nodes.push(node);
    else pools.set(pool, [node]);
  }
  return pools;
}

function waitingTasks(state: Readonly<State>): Map<string, TaskCount> {
  const counts = new Map<string, TaskCount>();
  for (const { description } of state.queue.tasks()) {
    addTasks(counts, description.model, { tasks: 1, steps: stepsLeftOf(description) });
  }
  return counts;
}

/** Takes out of the counts the pool's share of what its nodes can work on, and gives the time it takes one of them. */
function takeShare(
  { models }: PoolPolicy,
  times: PoolTimes,
  counts: ReadonlyMap<string, TaskCount>,
  mostMs: number,
): number {
  const ours = [...counts].filter(([model, { tasks }]) => tasks > 0 && (models?.has(model) ?? true));
  const wholeMs = ours.reduce((sum, [model, count]) => sum + times.workMs(model, count), 0);
  if (wholeMs === 0) return 0;
  const share = Math.min(1, Math.max(0, mostMs) / wholeMs);
  for (const [, count] of ours) {
    count.tasks *= 1 - share;
    count.steps *= 1 - share;
  }
  return share * wholeMs;
}

function runningWorkMs(state: Readonly<State>, node: FleetNode): number {
  const times = new PoolTimes(state, [node], Infinity);
  let sumMs = 0;
  for (const { model, stepsLeft } of node.residents.values()) {
    sumMs += times.workMs(model, { tasks: 0, steps: stepsLeft });
  }
  return sumMs;
}

/** The fewest of the nodes that together have room for all that runs on any of them. */
function holding(nodes: readonly FleetNode[]): number {
  let left = nodes.reduce((sum, { residents }) => sum + residents.size, 0);
  const rooms = nodes.map(({ taskCap, residents }) => Math.max(taskCap, residents.size)).sort((a, b) => b - a);
  let count = 0;
  while (left > 0) {
    left -= rooms[count] ?? left;
    count += 1;
  }
  return count;
}
