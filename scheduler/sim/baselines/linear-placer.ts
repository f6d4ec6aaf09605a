import type { TaskDescription } from '@quartet/protos/generated/index.ts';
import { QueuePlacer } from './queue-placer.ts';
import type { SeenNode } from './seen-fleet.ts';

/** What a placer goes by: the node with the least score gets the task. */
export type Score = (task: TaskDescription, node: SeenNode, nowMs: number) => number;

/** First come, first served: the first task goes to the node with the least score, of equals to the one that joined first. */
export class LinearPlacer extends QueuePlacer {
  constructor(score: Score) {
    super((task, nodes, nowMs) => leastOf(nodes, (node) => score(task, node, nowMs)));
  }
}

/** The first of those with the least score. */
export function leastOf<Each>(all: readonly Each[], scoreOf: (each: Each) => number): Each | undefined {
  let best: Each | undefined;
  let least = Infinity;
  for (const each of all) {
    const score = scoreOf(each);
    if (best !== undefined && score >= least) continue;
    [best, least] = [each, score];
  }
  return best;
}
