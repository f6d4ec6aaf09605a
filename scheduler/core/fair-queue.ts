import { IndexedHeap } from './heap.ts';
import { type DescribedTask, compareByAcceptance } from './task.ts';

/** Waiting tasks that the same nodes can serve. */
export interface Lane {
  readonly key: string;
  readonly model: string;
  /** Nodes on which its tasks have failed. */
  readonly avoided: ReadonlySet<string>;
  /** One flow a tenant with tasks here. */
  readonly members: Map<Tenant, Flow>;
  /** Of the members those whose tenant may paint more; the tenant to be served next first. */
  readonly contenders: IndexedHeap<Flow>;
}

/** One tenant's tasks in one lane. */
interface Flow {
  readonly tenant: Tenant;
  readonly lane: Lane;
  readonly tasks: IndexedHeap<DescribedTask>;
}

/** Whoever is served: an owner of images. */
export interface Tenant {
  readonly id: string;
  weight: number;
  paintingLimit: number;
  /** Live leases. */
  painting: number;
  /** Virtual start time of its next task. */
  tag: number;
  /** Whether it has tasks and may paint more. */
  contends: boolean;
  readonly flows: Set<Flow>;
}

/**
 * Who goes next: start-time fair queueing (Goyal, Vin, Cheng 1996) over tenants by weight. A tenant's tag is the virtual
 * time at which its next task starts; the least tag is served; service of c GPU-milliseconds moves the tag on by
 * c / weight. Virtual time is the tag served last, and who begins to contend starts no earlier: waiting idle, or at one's
 * own painting limit, saves nothing up. Every step costs O(log n) a lane.
 */
export class FairQueue {
  /** By id: all that wait, paint, or have been served ahead of virtual time. */
  readonly tenants = new Map<string, Tenant>();
  readonly #lanes = new Map<string, Lane>();
  readonly #flowOf = new Map<DescribedTask, Flow>();
  readonly #painterOf = new Map<DescribedTask, Tenant>();
  #virtualTime = 0;

  /** Tasks that wait. */
  get size(): number {
    return this.#flowOf.size;
  }

  get virtualTime(): number {
    return this.#virtualTime;
  }

  tasks(): IterableIterator<DescribedTask> {
    return this.#flowOf.keys();
  }

  has(task: DescribedTask): boolean {
    return this.#flowOf.has(task);
  }

  /** Adds a task that is not in the queue. */
  add(task: DescribedTask): void {
    const tenant = this.#tenantOf(task);
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
      lane.contenders.delete(flow);
      lane.members.delete(tenant);
      tenant.flows.delete(flow);
      if (lane.members.size === 0) this.#lanes.delete(lane.key);
    }
    this.#refresh(tenant);
  }

  /** The task to be served next among the lanes that can be served, with its lane. */
  next(canServe: (lane: Lane) => boolean): { task: DescribedTask; lane: Lane } | undefined {
    let best: Flow | undefined;
    for (const lane of this.#lanes.values()) {
      const first = lane.contenders.peek();
      if (first && (!best || compareFlows(first, best) < 0) && canServe(lane)) best = first;
    }
    const task = best?.tasks.peek();
    return best && task && { task, lane: best.lane };
  }

  /** A task that was next is served: its tenant is charged and paints one more. */
  serve(task: DescribedTask, gpuMs: number): void {
    const tenant = this.#tenantOf(task);
    this.#virtualTime = Math.max(this.#virtualTime, tenant.tag);
    tenant.tag += gpuMs / tenant.weight;
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
    tenant.tag += correctionGpuMs / tenant.weight;
    this.#refresh(tenant);
  }

  /** Whether a waiting task's tenant paints as many as its plan allows. */
  isLimited(task: DescribedTask): boolean {
    const tenant = this.#flowOf.get(task)?.tenant;
    return tenant !== undefined && !tenant.contends;
  }

  /** Forgets tenants that have nothing here and would start at virtual time anyway. */
  forgetIdleTenants(): void {
    if (this.#flowOf.size === 0 && this.#painterOf.size === 0) {
      for (const { tag } of this.tenants.values()) this.#virtualTime = Math.max(this.#virtualTime, tag);
    }
    for (const tenant of this.tenants.values()) {
      const isIdle = tenant.flows.size === 0 && tenant.painting === 0;
      if (isIdle && tenant.tag <= this.#virtualTime) this.tenants.delete(tenant.id);
    }
  }

  #tenantOf(task: DescribedTask): Tenant {
    const { tenantId, weight, paintingLimit } = task.description;
    const known = this.tenants.get(tenantId);
    if (known) {
      known.weight = weight;
      known.paintingLimit = paintingLimit;
      return known;
    }
    const tag = this.#virtualTime;
    const tenant = { id: tenantId, weight, paintingLimit, painting: 0, tag, contends: false, flows: new Set<Flow>() };
    this.tenants.set(tenantId, tenant);
    return tenant;
  }

  #laneOf(task: DescribedTask): Lane {
    const avoided = new Set([...task.failures.values()].sort());
    const key = [task.description.model, ...avoided].join('\n');
    const known = this.#lanes.get(key);
    if (known) return known;
    const { model } = task.description;
    const lane = { key, model, avoided, members: new Map(), contenders: new IndexedHeap<Flow>(compareFlows) };
    this.#lanes.set(key, lane);
    return lane;
  }

  /** Puts a tenant's flows to their places after its tag, limit, leases or tasks have changed. */
  #refresh(tenant: Tenant): void {
    const contends = tenant.flows.size > 0 && tenant.painting < tenant.paintingLimit;
    if (contends && !tenant.contends) tenant.tag = Math.max(tenant.tag, this.#virtualTime);
    tenant.contends = contends;
    for (const flow of tenant.flows) {
      if (contends) flow.lane.contenders.put(flow);
      else flow.lane.contenders.delete(flow);
    }
  }
}

/** Least tag first; equal ones by whose task was accepted first. */
function compareFlows(a: Flow, b: Flow): number {
  const byTag = a.tenant.tag - b.tenant.tag;
  if (byTag !== 0) return byTag;
  const [first, second] = [a.tasks.peek(), b.tasks.peek()];
  return first && second ? compareByAcceptance(first, second) : 0;
}
