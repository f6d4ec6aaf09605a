/** Tasks of one model, and their steps. Shares of tasks are fractions. */
export interface TaskCount {
  tasks: number;
  steps: number;
}

/** By model. */
export type TaskCounts = ReadonlyMap<string, Readonly<TaskCount>>;

/** Adds to a model's count. */
export function addTasks(counts: Map<string, TaskCount>, model: string, { tasks, steps }: Readonly<TaskCount>): void {
  const count = counts.get(model);
  if (count) {
    count.tasks += tasks;
    count.steps += steps;
  } else counts.set(model, { tasks, steps });
}

/** What they take. @param times of a step and of what a task takes beside its steps */
export function workOf(
  { tasks, steps }: Readonly<TaskCount>,
  times: { readonly stepMs: number; readonly overheadMs: number },
): number {
  return steps * times.stepMs + tasks * times.overheadMs;
}
