import type { Stack } from './stack.ts';

/** Steps that all nodes took, by image. The stack must run with QUARTET_NODE_STEP_LOG=1. */
export function stepsTaken(stack: Stack): Map<string, number> {
  const steps = new Map<string, number>();
  for (const node of stack.facts.nodes.keys()) {
    for (const line of stack.log(`node-${node}`).filter((each) => each.includes('"timesteps"'))) {
      const { task_ids: taskIds } = JSON.parse(line) as { task_ids: string[] };
      for (const id of taskIds) steps.set(id, (steps.get(id) ?? 0) + 1);
    }
  }
  return steps;
}
