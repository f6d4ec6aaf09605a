import type { TaskDescription } from '@quartet/protos/generated/index.ts';
import type { DescribedTask } from '../../core/task.ts';
import { workMs } from '../mixes/models.ts';
import { rankOf } from '../sim-models.ts';
import { type Invariant, Violation, ofEachLeader } from './invariant.ts';
import { ToldNodes } from './told-nodes.ts';

/**
 * How much others may get of what a waiting tenant could have had, as a multiple of the costliest task and the tenant's share: fair
 * shares hold over all nodes, and a tenant that was served where others could not be is passed over until they have caught up.
 */
const patience = 12;

/** While a tenant waits and may paint more, others get no more than a bounded amount of the room that it could have had. */
export const nobodyStarves: Invariant = {
  name: 'nobody starves',
  watch: () =>
    ofEachLeader(
      () => ({ told: new ToldNodes(), passedMs: new Map<string, number>(), costliestMs: 0 }),
      (memory, { leading, event, decisions, now }) => {
        const { told, passedMs } = memory;
        told.hear(event, now);
        if (event?.kind === 'task_placed') {
          memory.costliestMs = Math.max(memory.costliestMs, costMs(event.description));
        }
        const { queue } = leading.core.state;
        for (const decision of decisions) {
          if (decision.kind !== 'leased' || !decision.grant) continue;
          const { description, lease } = decision;
          passedMs.delete(description.tenantId);
          const models = new Set(told.byId.get(lease.nodeId)?.report.models.map(({ model }) => model));
          const waiting = [...queue.tasks()].filter((task) => !queue.isLimited(task));
          const passed = waiting.filter((task) => models.has(task.description.model));
          for (const [tenantId, task] of firstOfEach(passed)) {
            if (tenantId === description.tenantId) continue;
            const sumMs = (passedMs.get(tenantId) ?? 0) + costMs(description);
            passedMs.set(tenantId, sumMs);
            if (sumMs <= (patience * memory.costliestMs) / shareOf(task, waiting)) continue;
            throw new Violation(nobodyStarves.name, `${tenantId} waits while others got ${Math.round(sumMs)} ms`);
          }
        }
        if (passedMs.size === 0) return;
        const still = new Set(Array.from(queue.tasks(), (task) => task.description.tenantId));
        for (const tenantId of passedMs.keys()) if (!still.has(tenantId)) passedMs.delete(tenantId);
      },
    ),
};

function firstOfEach(tasks: readonly DescribedTask[]): ReadonlyMap<string, DescribedTask> {
  return new Map(tasks.map((task) => [task.description.tenantId, task]));
}

/** On the reference card. */
function costMs({ model, steps }: TaskDescription): number {
  return workMs({ model: rankOf(model), images: 1, steps });
}

/** Of all that waiting tenants get what one is due by its weight; of the free all together at most a quarter. */
function shareOf({ description }: DescribedTask, waiting: readonly DescribedTask[]): number {
  const tenants = [...firstOfEach(waiting).values()].map((task) => task.description);
  const weigh = (some: readonly TaskDescription[]): number => some.reduce((sum, { weight }) => sum + weight, 0);
  const isFree = ({ plan }: TaskDescription): boolean => plan === 'PLAN_FREE';
  const free = tenants.filter(isFree);
  const all = weigh(tenants);
  const byWeight = description.weight / all;
  return isFree(description) ? Math.min(byWeight, description.weight / weigh(free) / 4) : byWeight;
}
