import type { EndedTask, Lease } from '@quartet/protos/generated/index.ts';
import { leaseName } from '@quartet/protos/leases.ts';

/** With the scheduler away for long the oldest are forgotten; it then learns of their end by their workers. */
const limit = 4_096;

/** Tasks that ended and of which the scheduler has not said that it noted them. Every report repeats them. */
export class EndedTasks {
  readonly #tasks = new Map<string, EndedTask>();

  add(task: EndedTask & { readonly lease: Lease }): void {
    this.#tasks.set(keyOf(task.lease), task);
    for (const oldest of this.#tasks.keys()) {
      if (this.#tasks.size <= limit) break;
      this.#tasks.delete(oldest);
    }
  }

  noted(leases: readonly Lease[]): void {
    for (const lease of leases) this.#tasks.delete(keyOf(lease));
  }

  list(): EndedTask[] {
    return [...this.#tasks.values()];
  }
}

function keyOf(lease: Lease): string {
  return `${lease.taskId} ${leaseName(lease)}`;
}
