/** What waits, by the nodes that can serve it and by whom it is for. */
import type { Sharer } from './fair-shares.ts';
import type { IndexedHeap } from './heap.ts';
import { type DescribedTask, compareByAcceptance } from './task.ts';

/** Waiting tasks that the same nodes can serve. */
export interface Lane {
  readonly key: string;
  readonly model: string;
  /** Nodes on which its tasks have failed. */
  readonly avoided: ReadonlySet<string>;
  /** One flow a tenant with tasks here. */
  readonly members: Map<Tenant, Flow>;
  /** Of the members those whose tenant may paint more; of the paying and of the free the one to be served next first. */
  readonly paying: IndexedHeap<Flow>;
  readonly free: IndexedHeap<Flow>;
}

/** Whether a tenant pays. */
export type PlanKind = 'paying' | 'free';

/** Whose turn it is. */
export interface NextTask {
  readonly task: DescribedTask;
  readonly lane: Lane;
  readonly plan: PlanKind;
}

/** One tenant's tasks in one lane. */
export interface Flow {
  readonly tenant: Tenant;
  readonly lane: Lane;
  readonly tasks: IndexedHeap<DescribedTask>;
}

/** Whoever is served: an owner of images. */
export interface Tenant extends Sharer {
  readonly id: string;
  paintingLimit: number;
  /** Live leases. */
  painting: number;
  /** Whether it has tasks and may paint more. */
  contends: boolean;
  readonly flows: Set<Flow>;
}

/** Where a tenant's tasks stand in their lane. */
export function contendersOf({ tenant, lane }: Flow): IndexedHeap<Flow> {
  return tenant.isFree ? lane.free : lane.paying;
}

/** Least tag first; equal ones by whose task was accepted first. */
export function compareFlows(a: Flow, b: Flow): number {
  const byTag = a.tenant.tag - b.tenant.tag;
  if (byTag !== 0) return byTag;
  const [first, second] = [a.tasks.peek(), b.tasks.peek()];
  return first && second ? compareByAcceptance(first, second) : 0;
}
