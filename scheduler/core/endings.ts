/** When tasks that run are expected to end. An estimate: what comes meanwhile slows them down. */
import { loadWaitMs } from './arrivals.ts';
import type { Fleet, FleetNode } from './fleet.ts';
import { batchOf, profileFor, stepMs } from './predict.ts';

/** The end of a task on a node. */
export interface Ending {
  readonly taskId: string;
  readonly nodeId: string;
  /** From now. */
  readonly inMs: number;
}

/** The ends of what a node has, the first first: each steps with as many of its model as there are. */
export function endingsOn(fleet: Fleet, node: FleetNode, now: number): Ending[] {
  const residents = [...node.residents.values()].filter(({ dropped }) => !dropped);
  const counts = new Map<string, number>();
  for (const { model } of residents) counts.set(model, (counts.get(model) ?? 0) + 1);
  return residents
    .map(({ lease, model, shape, stepsLeft }) => {
      const profile = profileFor(fleet.profileOn(node, model), shape);
      const batch = Math.min(counts.get(model) ?? 1, batchOf(profile, node.batchCap));
      const inMs = loadWaitMs(node, model, now) + stepsLeft * stepMs(profile, batch) + profile.overheadMs;
      return { taskId: lease.taskId, nodeId: node.id, inMs };
    })
    .sort((a, b) => a.inMs - b.inMs);
}
