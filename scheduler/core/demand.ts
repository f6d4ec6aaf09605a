/** How much work there is and how much the fleet gets through: what an autoscaler weighs. */
import type { NodeState } from '@quartet/protos/generated/index.ts';
import { type FleetNode, isUsable } from './fleet.ts';
import { stateOf } from './node-views.ts';
import { batchOf, fullBatchRate, profileFor, soloGpuMs, stepMs } from './predict.ts';
import type { State } from './state.ts';
import { stepsLeftOf } from './task.ts';

/** The pool that demand is counted under while no node has its model. */
export const unassignedPool = 'unassigned';

/** Work and capacity of one model in one pool. */
export interface PoolDemand {
  readonly pool: string;
  readonly model: string;
  /** Solo device time of what is queued and of what is left of what runs. */
  demandGpuMs: number;
  /** Solo device time the usable nodes get through in a millisecond with full batches. */
  capacity: number;
}

/** What is counted of nodes. */
export const countedStates = ['ready', 'cordoned', 'draining', 'gone'] as const;
type CountedState = (typeof countedStates)[number];

/** Work and capacity by pool and model. Queued work is shared out to the pools that have its model by their capacity. */
export function poolDemands(state: Readonly<State>): PoolDemand[] {
  const demands = new Map<string, PoolDemand>();
  const demandOf = (pool: string, model: string): PoolDemand => {
    const key = `${pool}\n${model}`;
    const known = demands.get(key) ?? { pool, model, demandGpuMs: 0, capacity: 0 };
    demands.set(key, known);
    return known;
  };
  for (const node of state.fleet.nodes.values()) {
    const batch = Math.max(1, Math.min(node.batchCap, node.taskCap));
    for (const [model, profile] of node.models) {
      if (isUsable(node)) demandOf(node.pool, model).capacity += fullBatchRate(profile, batchOf(profile, batch));
    }
    for (const { model, shape, stepsLeft } of node.residents.values()) {
      demandOf(node.pool, model).demandGpuMs += stepsLeft * stepMs(profileFor(state.fleet.profile(model), shape), 1);
    }
  }
  for (const [model, gpuMs] of queuedGpuMs(state)) {
    const pools = [...demands.values()].filter((demand) => demand.model === model && demand.capacity > 0);
    const capacity = pools.reduce((sum, demand) => sum + demand.capacity, 0);
    for (const demand of pools) demand.demandGpuMs += (gpuMs * demand.capacity) / capacity;
    if (pools.length === 0) demandOf(unassignedPool, model).demandGpuMs += gpuMs;
  }
  return [...demands.values()];
}

/** Waiting tasks by model. */
export function queueLengths(state: Readonly<State>): Map<string, number> {
  const lengths = new Map<string, number>();
  for (const { description } of state.queue.tasks()) {
    lengths.set(description.model, (lengths.get(description.model) ?? 0) + 1);
  }
  return lengths;
}

/** As the figures name where a node stands: those that are emptied and those that stop are alike to them. */
const stateNames: Readonly<Record<NodeState, CountedState>> = {
  NODE_STATE_UNSPECIFIED: 'gone',
  NODE_STATE_READY: 'ready',
  NODE_STATE_CORDONED: 'cordoned',
  NODE_STATE_DRAINING: 'draining',
  NODE_STATE_STOPPING: 'draining',
  NODE_STATE_GONE: 'gone',
};

/** What a node is counted as. */
export function countedState(node: FleetNode): CountedState {
  return stateNames[stateOf(node)];
}

function queuedGpuMs(state: Readonly<State>): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { description } of state.queue.tasks()) {
    const { model } = description;
    const gpuMs = soloGpuMs(profileFor(state.fleet.profile(model), description), stepsLeftOf(description));
    sums.set(model, (sums.get(model) ?? 0) + gpuMs);
  }
  return sums;
}
