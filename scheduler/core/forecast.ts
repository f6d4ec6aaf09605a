/** When waiting tasks will start: the queue is served in its order by the slots of the nodes. An estimate, not a plan. */
import type { TaskDescription } from '@quartet/protos/generated/index.ts';
import type { QueueUpdate } from './decisions.ts';
import { loadWaitMs } from './arrivals.ts';
import type { Sharer } from './fair-shares.ts';
import { type Fleet, type FleetNode, isUsable } from './fleet.ts';
import { IndexedHeap } from './heap.ts';
import { type ModelProfile, type Shape, batchOf, profileFor, soloGpuMs, stepMs } from './predict.ts';
import type { State } from './state.ts';
import { type DescribedTask, compareByAcceptance, isFreePlan, stepsLeftOf } from './task.ts';

/** Told where no node has the model or can load it: what it takes until one comes and has loaded it, roughly. */
const missingModelMs = 60_000;

/** A change of an estimate is told when it is greater than this share of what was told, and than `estimateStepMs`. */
const estimateShare = 0.2;
const estimateStepMs = 1_000;

/** A task, or one that is only asked about, as service order sees it. */
interface Waiting {
  readonly description: TaskDescription;
  readonly task: DescribedTask | undefined;
}

/** When a waiting task is expected to start and end, milliseconds from now. */
interface Forecast extends Waiting {
  readonly position: number;
  readonly startMs: number;
  readonly finishMs: number;
}

/** Where the waiting tasks stand, the next one first. */
export function* forecasts(state: State, now: number, asked: readonly TaskDescription[] = []): Generator<Forecast> {
  const slots = new Slots(state, now);
  let position = 0;
  for (const waiting of serviceOrder(state, asked)) {
    yield { ...waiting, position, ...slots.take(waiting.description) };
    position += 1;
  }
}

/** Those whose position or estimate is no longer what their workers were told. */
export function queueUpdates(state: State, now: number): QueueUpdate[] {
  const updates: QueueUpdate[] = [];
  if (state.queue.size === 0) return updates;
  for (const { task, position, startMs } of forecasts(state, now)) {
    if (!task) continue;
    const { told } = task;
    const toleranceMs = told && Math.max(estimateStepMs, estimateShare * told.estimateMs);
    if (told?.position === position && Math.abs(told.estimateMs - startMs) <= (toleranceMs ?? 0)) continue;
    task.told = { position, estimateMs: startMs };
    updates.push({ workers: [...task.workers], taskId: task.id, position, estimateMs: startMs });
  }
  return updates;
}

/** One tenant's turns in service thought ahead. */
interface Turns extends Sharer {
  readonly order: number;
  readonly tasks: readonly Waiting[];
  next: number;
}

/** Waiting and asked tasks as fair queueing serves them when every node can take every task. Changes nothing. */
function* serviceOrder(state: State, asked: readonly TaskDescription[]): Generator<Waiting> {
  const shares = state.queue.copyShares();
  const newHeap = () => new IndexedHeap<Turns>((a, b) => a.tag - b.tag || a.order - b.order);
  const [paying, free] = [newHeap(), newHeap()];
  const tenants = new Set([...state.queue.tenants.keys(), ...asked.map(({ tenantId }) => tenantId)]);
  for (const id of tenants) {
    const tenant = state.queue.tenants.get(id);
    const queued = [...(tenant?.flows ?? [])].flatMap(({ tasks }) => [...tasks.values()]).sort(compareByAcceptance);
    const tasks = [
      ...queued.map((task) => ({ description: task.description, task })),
      ...asked.filter(({ tenantId }) => tenantId === id).map((description) => ({ description, task: undefined })),
    ];
    const first = tasks[0]?.description;
    if (!first) continue;
    const { weight, isFree, tag } = tenant ?? { weight: first.weight, isFree: isFreePlan(first), tag: 0 };
    const turns = { tag, weight, isFree, order: first.acceptedAtMs, tasks, next: 0 };
    if (!tenant?.contends) shares.join(turns);
    (isFree ? free : paying).put(turns);
  }
  for (;;) {
    const turns = shares.turn(paying.peek(), free.peek());
    if (!turns) return;
    const waiting = turns.tasks[turns.next] as Waiting;
    yield waiting;
    const { description } = waiting;
    const profile = profileFor(state.fleet.profile(description.model), description);
    turns.next += 1;
    shares.serve(turns, soloGpuMs(profile, stepsLeftOf(description)));
    const heap = turns.isFree ? free : paying;
    if (turns.next < turns.tasks.length) heap.put(turns);
    else {
      heap.delete(turns);
      shares.leave(turns);
    }
  }
}

/** Room for one sample on one node. */
interface Slot {
  readonly batch: number;
  readonly node: FleetNode;
  freeAtMs: number;
}

/** A slot in one model's heap, under the time it was last seen to be free for that model. */
interface SlotEntry {
  readonly slot: Slot;
  /** When the model is in the node's memory. */
  readonly loadedAtMs: number;
  seenFreeAtMs: number;
}

/**
 * Every usable node has as many slots as samples fit into its batch, and each model as many of them as fit into its call;
 * those of the node's residents are free when they end. A model that has to be loaded has them when it is there.
 */
class Slots {
  /** No heap is empty. */
  readonly #byModel = new Map<string, IndexedHeap<SlotEntry>>();
  readonly #listenMs: number;
  readonly #fleet: Fleet;

  constructor(state: State, now: number) {
    this.#fleet = state.fleet;
    for (const node of state.fleet.nodes.values()) {
      if (!isUsable(node)) continue;
      const batch = Math.max(1, Math.min(node.batchCap, node.taskCap));
      const slots = Array.from({ length: batch }, () => ({ batch, node, freeAtMs: 0 }));
      for (const { model, shape, stepsLeft } of node.residents.values()) {
        const earliest = slots.reduce((a, b) => (b.freeAtMs < a.freeAtMs ? b : a));
        earliest.freeAtMs += paintingMs(this.#profile(node, model), shape, batch, stepsLeft);
      }
      for (const model of [...node.models.keys(), ...node.stored.keys()]) {
        if (!state.fleet.takers.takes(node, model)) continue;
        const ofModel = slots.slice(0, batchOf(this.#profile(node, model), batch));
        this.#add(model, ofModel, loadWaitMs(node, model, now));
      }
    }
    this.#listenMs = Math.max(0, Number.isFinite(state.listenUntilMs) ? state.listenUntilMs - now : 0);
  }

  /** Takes the model's earliest slot. A slot is in the heap of each of its node's models, so its entry may be behind. */
  take(description: TaskDescription): { startMs: number; finishMs: number } {
    const { model } = description;
    const entries = this.#byModel.get(model);
    if (!entries) return { startMs: missingModelMs, finishMs: missingModelMs };
    let first = entries.peek() as SlotEntry;
    while (first.seenFreeAtMs < first.slot.freeAtMs) {
      first.seenFreeAtMs = Math.max(first.slot.freeAtMs, first.loadedAtMs);
      entries.put(first);
      first = entries.peek() as SlotEntry;
    }
    const { slot } = first;
    const startMs = Math.max(first.seenFreeAtMs, this.#listenMs);
    const profile = this.#profile(slot.node, model);
    slot.freeAtMs = startMs + paintingMs(profile, description, slot.batch, stepsLeftOf(description));
    return { startMs, finishMs: slot.freeAtMs };
  }

  #profile(node: FleetNode, model: string): ModelProfile {
    return this.#fleet.profileOn(node, model);
  }

  #add(model: string, slots: readonly Slot[], loadedAtMs: number): void {
    const entries = this.#byModel.get(model) ?? new IndexedHeap<SlotEntry>((a, b) => a.seenFreeAtMs - b.seenFreeAtMs);
    for (const slot of slots) {
      entries.put({ slot, loadedAtMs, seenFreeAtMs: Math.max(slot.freeAtMs, loadedAtMs) });
    }
    this.#byModel.set(model, entries);
  }
}

/** Time in the slot of a full batch: every step is a call of all slots that the model may use. */
function paintingMs(model: ModelProfile, shape: Shape | undefined, batch: number, steps: number): number {
  const profile = profileFor(model, shape);
  return steps * stepMs(profile, batchOf(profile, batch)) + profile.overheadMs;
}
