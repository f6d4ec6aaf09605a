/** What is lost when a node leaves: which one should, when one of them is to. */
import { type FleetNode, isLive } from './fleet.ts';
import { profileFor, soloGpuMs } from './predict.ts';
import type { State } from './state.ts';

/** Stands in for the load of a model that every node has in memory. */
const usualLoadMs = 5_000;

/**
 * Milliseconds that others lose when a node leaves: the work left on it, and of each model in its memory the load, the less the
 * more nodes have it. A node that is not live costs nothing.
 */
export function deletionCost(state: Readonly<State>, nodeId: string): number {
  const node = state.fleet.nodes.get(nodeId);
  if (!node || !isLive(node)) return 0;
  return workLeftMs(state, node) + warmthMs(state, node);
}

function workLeftMs({ fleet }: Readonly<State>, node: FleetNode): number {
  let sum = 0;
  for (const { model, shape, stepsLeft } of node.residents.values()) {
    sum += soloGpuMs(profileFor(fleet.profileOn(node, model), shape), stepsLeft);
  }
  return sum;
}

function warmthMs({ fleet }: Readonly<State>, node: FleetNode): number {
  let sum = 0;
  for (const model of node.models.keys()) {
    let holders = 0;
    let loadMs = 0;
    for (const other of fleet.nodes.values()) {
      if (!isLive(other)) continue;
      if (other.models.has(model)) holders += 1;
      loadMs = Math.max(loadMs, other.stored.get(model)?.loadMs ?? 0);
    }
    sum += (loadMs || usualLoadMs) / holders;
  }
  return sum;
}
