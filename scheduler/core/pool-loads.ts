/** What each pool has to do: its running work, and its share of what waits. */
import type { PoolLoad, PoolPolicy } from './autoscale.ts';
import { type FleetNode, isLive, isUsable } from './fleet.ts';
import { cordonOf } from './node-order.ts';
import { type Profile, batchOf, stepMs } from './predict.ts';
import type { State } from './state.ts';
import { stepsLeftOf } from './task.ts';

/** Waiting tasks of one model. Shares of tasks are fractions. */
interface Backlog {
  tasks: number;
  steps: number;
}

/**
 * The load of each pool. What waits goes to the first pool that can load its model, as far as that one at its greatest
 * gets through it in time, and the rest to the next: the order of the pools is the order in which they are filled.
 */
export function poolLoads(state: Readonly<State>, policies: readonly PoolPolicy[]): Map<string, PoolLoad> {
  const backlog = backlogByModel(state);
  const nodesOf = nodesByPool(state);
  return new Map(
    policies.map((policy) => {
      const nodes = nodesOf.get(policy.pool) ?? [];
      const ready = nodes.filter(isUsable).length;
      const runningMs = nodes.reduce((sum, node) => sum + runningWorkMs(state, node), 0);
      const roomMs = policy.max * policy.drainMs + ready * policy.bootMs - runningMs;
      const workMs = runningMs + takeShare(state, policy, nodes, backlog, roomMs);
      const present = nodes.filter(isLive);
      const cordoned = present.filter((node) => !node.draining && cordonOf(node)).length;
      return [policy.pool, { ready, present: present.length, cordoned, holding: holding(nodes), workMs }];
    }),
  );
}

/** The nodes of each pool. */
export function nodesByPool(state: Readonly<State>): Map<string, FleetNode[]> {
  const pools = new Map<string, FleetNode[]>();
  for (const node of state.fleet.nodes.values()) {
    const nodes = pools.get(node.pool);
    if (nodes) nodes.push(node);
    else pools.set(node.pool, [node]);
  }
  return pools;
}

function backlogByModel(state: Readonly<State>): Map<string, Backlog> {
  const backlogs = new Map<string, Backlog>();
  for (const { description } of state.queue.tasks()) {
    const { model } = description;
    const backlog = backlogs.get(model) ?? { tasks: 0, steps: 0 };
    backlog.tasks += 1;
    backlog.steps += stepsLeftOf(description);
    backlogs.set(model, backlog);
  }
  return backlogs;
}

/** Takes out of the backlog what the pool can do in `roomMs` of one node's time, and gives the time it takes. */
function takeShare(
  state: Readonly<State>,
  policy: PoolPolicy,
  nodes: readonly FleetNode[],
  backlog: ReadonlyMap<string, Backlog>,
  roomMs: number,
): number {
  const ours = [...backlog].filter(([model, { tasks }]) => tasks > 0 && (policy.models?.has(model) ?? true));
  const wholeMs = ours.reduce(
    (sum, [model, waiting]) => sum + waitingWorkMs(profileIn(state, nodes, model), waiting),
    0,
  );
  if (wholeMs === 0) return 0;
  const share = Math.min(1, Math.max(0, roomMs) / wholeMs);
  for (const [, waiting] of ours) {
    waiting.tasks *= 1 - share;
    waiting.steps *= 1 - share;
  }
  return share * wholeMs;
}

/** A model's profile, and the most samples of it in a call. */
interface PoolProfile {
  readonly profile: Profile;
  readonly batch: number;
}

/** As a node of the pool has measured it; else as any node has, at the greatest batch it tried; else as it is guessed. */
function profileIn(state: Readonly<State>, nodes: readonly FleetNode[], model: string): PoolProfile {
  const node = nodes.find(({ models }) => models.has(model));
  const profile = node?.models.get(model) ?? state.fleet.profile(model);
  const nodeCap = node ? Math.min(node.batchCap, node.taskCap) : (profile.stepTimes.at(-1)?.batch ?? 1);
  return { profile, batch: batchOf(profile, nodeCap) };
}

function waitingWorkMs(pool: PoolProfile, { tasks, steps }: Backlog): number {
  return steps * sampleStepMs(pool) + tasks * pool.profile.overheadMs;
}

function runningWorkMs(state: Readonly<State>, node: FleetNode): number {
  let sumMs = 0;
  for (const { model, stepsLeft } of node.residents.values()) {
    sumMs += stepsLeft * sampleStepMs(profileIn(state, [node], model));
  }
  return sumMs;
}

/** A sample's part of a full call. */
function sampleStepMs({ profile, batch }: PoolProfile): number {
  return stepMs(profile, batch) / batch;
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
