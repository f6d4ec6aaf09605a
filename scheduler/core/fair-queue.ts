import { FairShares } from './fair-shares.ts';
import { IndexedHeap } from './heap.ts';
import {
  type Flow,
  type Lane,
  type NextTask,
  type PlanKind,
  type Tenant,
  compareFlows,
  contendersOf,
} from './lanes.ts';
import { type DescribedTask, compareByAcceptance, isFreePlan } from './task.ts';

/**
 * Who goes next: of the tenants whose turn is first by their shares the one with a task that can be served, and of its tasks the
 * first. Every step costs O(log n) a lane.
 */
export class FairQueue {
  /** By id: all that wait, paint, or have been served ahead of virtual time. */
  readonly tenants = new Map<string, Tenant>();
  readonly #lanes = new Map<string, Lane>();
  readonly #flowOf = new Map<DescribedTask, Flow>();
  readonly #painterOf = new Map<DescribedTask, Tenant>();
  readonly #shares = new FairShares();

  /** Tasks that wait. */
  get size(): number {
    return this.#flowOf.size;
  }

  /** Who has had how much, to be served ahead in thought. */
  copyShares(): FairShares {
    return this.#shares.copy();
  }

  tasks(): IterableIterator<DescribedTask> {
    return this.#flowOf.keys();
  }

  has(task: DescribedTask): boolean {
    return this.#flowOf.has(task);
  }

  /** Adds a task that is not in the queue. */
  add(task: DescribedTask): void {
    const tenant = this.#tenantOf(task, true);
    const lane = this.#laneOf(task);
    const flow = lane.members.get(tenant) ?? { tenant, lane, tasks: new IndexedHeap(compareByAcceptance) };
    lane.members.set(tenant, flow);
    tenant.flows.add(flow);
    flow.tasks.put(task);
    this.#flowOf.set(task, flow);
    this.#refresh(tenant);
  }

  /** Takes a task out, if it is in. */
  remove(task: DescribedTask): void {
    const flow = this.#flowOf.get(task);
    if (!flow) return;
    const { tenant, lane } = flow;
    this.#flowOf.delete(task);
    flow.tasks.delete(task);
    if (flow.tasks.size === 0) {
      contendersOf(flow).delete(flow);
      lane.members.delete(tenant);
      tenant.flows.delete(flow);
      if (lane.members.size === 0) this.#lanes.delete(lane.key);
    }
    this.#refresh(tenant);
  }

  /** The task to be served next among those that can be served, by their lanes and plans. */
  next(canServe: (lane: Lane, plan: PlanKind) => boolean): NextTask | undefined {
    const first = (plan: PlanKind): Flow | undefined => {
      let best: Flow | undefined;
      for (const lane of this.#lanes.values()) {
        const flow = lane[plan].peek();
        if (flow && (!best || compareFlows(flow, best) < 0) && canServe(lane, plan)) best = flow;
      }
      return best;
    };
    const [paying, free] = [first('paying'), first('free')];
    const tenant = this.#shares.turn(paying?.tenant, free?.tenant);
    const flow = tenant === paying?.tenant ? paying : free;
    const task = flow?.tasks.peek();
    return flow && task && { task, lane: flow.lane, plan: flow.tenant.isFree ? 'free' : 'paying' };
  }

  /** A task that was next is served: its tenant is charged and paints one more. */
  serve(task: DescribedTask, gpuMs: number): void {
    this.#shares.serve(this.#tenantOf(task), gpuMs);
    this.startPainting(task);
  }

  /** A task holds a lease, whether or not it was served here. */
  startPainting(task: DescribedTask): void {
    if (this.#painterOf.has(task)) return;
    const tenant = this.#tenantOf(task);
    this.#painterOf.set(task, tenant);
    tenant.painting += 1;
    this.#refresh(tenant);
  }

  /** A task holds no lease any more; its charge is corrected by what it cost in truth. */
  stopPainting(task: DescribedTask, correctionGpuMs: number): void {
    const tenant = this.#painterOf.get(task);
    if (!tenant) return;
    this.#painterOf.delete(task);
    tenant.painting -= 1;
    this.#shares.charge(tenant, correctionGpuMs);
    this.#refresh(tenant);
  }

  /** Whether a waiting task's tenant paints as many as its plan allows. */
  isLimited(task: DescribedTask): boolean {
    const tenant = this.#flowOf.get(task)?.tenant;
    return tenant !== undefined && !tenant.contends;
  }

  /** Forgets tenants that have nothing here and would start as new ones do. */
  forgetIdleTenants(): void {
    if (this.#flowOf.size === 0 && this.#painterOf.size === 0) this.#shares.settle(this.tenants.values());
    for (const tenant of this.tenants.values()) {
      const isIdle = tenant.flows.size === 0 && tenant.painting === 0;
      if (isIdle && !this.#shares.isAhead(tenant)) this.tenants.delete(tenant.id);
    }
  }

  /** @param renews whether the task tells the tenant's newest plan */
  #tenantOf(task: DescribedTask, renews = false): Tenant {
    const { tenantId: id, weight, paintingLimit } = task.description;
    const isFree = isFreePlan(task.description);
    const known = this.tenants.get(id);
    if (known && renews) {
      if (known.weight !== weight || known.isFree !== isFree) this.#reweigh(known, weight, isFree);
      known.paintingLimit = paintingLimit;
    }
    if (known) return known;
    const tenant = { id, weight, isFree, paintingLimit, painting: 0, tag: 0, contends: false, flows: new Set<Flow>() };
    this.tenants.set(id, tenant);
    return tenant;
  }

  /** A tenant's plan has changed: what it had before counts no more where it shares with others now. */
  #reweigh(tenant: Tenant, weight: number, isFree: boolean): void {
    this.#contend(tenant, false);
    if (tenant.isFree !== isFree) tenant.tag = 0;
    Object.assign(tenant, { weight, isFree });
    this.#refresh(tenant);
  }

  #laneOf(task: DescribedTask): Lane {
    const avoided = new Set([...task.failures.values()].sort());
    const key = [task.description.model, ...avoided].join('\n');
    const known = this.#lanes.get(key);
    if (known) return known;
    const { model } = task.description;
    const [paying, free] = [new IndexedHeap<Flow>(compareFlows), new IndexedHeap<Flow>(compareFlows)];
    const lane = { key, model, avoided, members: new Map(), paying, free };
    this.#lanes.set(key, lane);
    return lane;
  }

  /** Puts a tenant's flows to their places after its tag, limit, leases or tasks have changed. */
  #refresh(tenant: Tenant): void {
    this.#contend(tenant, tenant.flows.size > 0 && tenant.painting < tenant.paintingLimit);
    if (tenant.contends) for (const flow of tenant.flows) contendersOf(flow).put(flow);
  }

  #contend(tenant: Tenant, contends: boolean): void {
    if (contends === tenant.contends) return;
    tenant.contends = contends;
    if (contends) this.#shares.join(tenant);
    else {
      this.#shares.leave(tenant);
      for (const flow of tenant.flows) contendersOf(flow).delete(flow);
    }
  }
}
