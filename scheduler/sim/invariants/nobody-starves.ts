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
const patience = 6;

/** While a tenant waits and may paint more, others get no more than a bounded amount of the room that it could have had. */
export const nobodyStarves: Invariant = {
  name: 'nobody starves',
  watch: () =>
    ofEachLeader(
      () => ({
        told: new ToldNodes(),
        /** What tenants are due, as workers say. */
        due: new Map<string, TaskDescription>(),
        /** What others got since each was served. */
        passedMs: new Map<string, number>(),
        costliestMs: 0,
      }),
      (memory, { leading, event, decisions, now }) => {
        const { told, due, passedMs } = memory;
        told.hear(event, now);
        if (event?.kind === 'task_placed') {
          due.set(event.description.tenantId, event.description);
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
          for (const tenantId of tenantsOf(passed)) {
            if (tenantId === description.tenantId) continue;
            const sumMs = (passedMs.get(tenantId) ?? 0) + costMs(description);
            passedMs.set(tenantId, sumMs);
            if (sumMs <= (patience * memory.costliestMs) / shareOf(tenantId, tenantsOf(waiting), due)) continue;
            throw new Violation(nobodyStarves.name, `${tenantId} waits while others got ${Math.round(sumMs)} ms`);
          }
        }
        if (passedMs.size === 0) return;
        const still = tenantsOf([...queue.tasks()]);
        for (const tenantId of passedMs.keys()) if (!still.has(tenantId)) passedMs.delete(tenantId);
      },
    ),
};

function tenantsOf(tasks: readonly DescribedTask[]): ReadonlySet<string> {
  return new Set(tasks.map(({ description }) => description.tenantId));
}

/** On the reference card. */
function costMs({ model, steps }: TaskDescription): number {
  return workMs({ model: rankOf(model), images: 1, steps });
}

/** Of all that waiting tenants get what one is due by its weight; of the free all together at most a quarter. */
function shareOf(
  tenantId: string,
  waiting: ReadonlySet<string>,
  due: ReadonlyMap<string, Pick<TaskDescription, 'weight' | 'plan'>>,
): number {
  const tenants = Array.from(waiting, (id) => due.get(id)).filter((each) => each !== undefined);
  const free = tenants.filter(({ plan }) => plan === 'PLAN_FREE');
  const weigh = (some: typeof tenants): number => some.reduce((sum, { weight }) => sum + weight, 0);
  const own = due.get(tenantId);
  if (!own) return 1;
  const byWeight = own.weight / weigh(tenants);
  return own.plan === 'PLAN_FREE' ? Math.min(byWeight, own.weight / weigh(free) / 4) : byWeight;
}
