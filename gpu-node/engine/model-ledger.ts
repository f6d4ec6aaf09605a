import type { Reason } from '@quartet/protos/reasons.ts';
import {
  type Entry,
  type ModelMemory,
  type ModelState,
  dismissed,
  isBack,
  loadFailed,
  loaded,
  newEntry,
  stay,
  taken,
  takesMemory,
  wanted,
} from './ledger-entry.ts';

/** A model of the store. */
export interface LedgerModel {
  readonly id: string;
  readonly memory: ModelMemory;
}

/** What happened. Models that the ledger does not know are no error. */
export type LedgerEvent =
  /** It is in the store now, or another version of it; one that takes up memory stays as it is. */
  | { readonly kind: 'stored'; readonly id: string; readonly memory: ModelMemory }
  /** It is in the store no more: it leaves when nothing runs on it, and is forgotten then. */
  | { readonly kind: 'removed'; readonly id: string }
  /** A task is taken on: it runs at once where the model is resident, and waits elsewhere. */
  | { readonly kind: 'taken'; readonly id: string }
  /** A task that ran on the model has ended. */
  | { readonly kind: 'released'; readonly id: string }
  /** A task that waited for the model has ended. */
  | { readonly kind: 'withdrawn'; readonly id: string }
  /** Load it before a task asks for it. Pinned, it stays until it is unpinned or dismissed. */
  | { readonly kind: 'wanted'; readonly id: string; readonly pinned: boolean }
  /** Let it go when nothing runs on it any more. */
  | { readonly kind: 'dismissed'; readonly id: string }
  | { readonly kind: 'loaded'; readonly id: string }
  | { readonly kind: 'load_failed'; readonly id: string; readonly outOfMemory: boolean }
  | { readonly kind: 'left'; readonly id: string };

/** What is to be done. */
export type LedgerWork =
  | { readonly kind: 'load'; readonly id: string }
  | { readonly kind: 'unload'; readonly id: string }
  /** Tasks that wait for this model run on it from now on. */
  | { readonly kind: 'serve'; readonly id: string }
  /** Tasks that wait for this model end with this reason. */
  | { readonly kind: 'refuse'; readonly id: string; readonly reason: Reason };

/** A busy model makes room after this many times its own load time: all the same, loading takes up no more than a fifth. */
const busyResidence = 4;
/**
 * Decides which models are in a device's memory. The expected bytes of those that are, those on their way in and those on
 * their way out never exceed the budget. Models are loaded one at a time: first what tasks wait for, in the order in which
 * they came, then what is pinned, then what was asked for by command, and in the end, at the start, what there is room to
 * spare for. Where room is needed the least recently used leave: those that nothing runs on, and where that is not enough
 * busy ones as well, which take no more tasks and are unloaded after the last; so what tasks wait for is loaded in the end.
 * Pinned ones never leave for another. `apply` takes in what happened, `plan` says what is to be done now.
 */
export class ModelLedger {
  readonly budgetBytes: number;
  /** Ids that are pinned when they are in the store. */
  readonly #pinned: readonly string[];
  // All state below is changed by apply and plan alone.
  readonly #entries = new Map<string, Entry>();
  #ordinal = 0;
  #wakeAtMs = Number.POSITIVE_INFINITY;

  /**
   * @param models of the store, each loaded in this order while there is room to spare
   * @param pinned ids, loaded before all others in this order
   */
  constructor(budgetBytes: number, models: readonly LedgerModel[], pinned: readonly string[]) {
    this.budgetBytes = budgetBytes;
    this.#pinned = pinned;
    for (const { id, memory } of models) this.#stored(id, memory);
  }

  /** Takes in what happened. */
  apply(event: LedgerEvent, nowMs: number): void {
    if (event.kind === 'stored') {
      this.#stored(event.id, event.memory);
      return;
    }
    const entry = this.#entries.get(event.id);
    if (!entry) return;
    this.#ordinal += 1;
    switch (event.kind) {
      case 'removed':
        dismissed(entry);
        entry.removed = true;
        return;
      case 'taken':
        taken(entry, this.#ordinal);
        return;
      case 'released':
        entry.running -= 1;
        entry.lastUsed = this.#ordinal;
        return;
      case 'withdrawn':
        entry.waiting -= 1;
        return;
      case 'wanted':
        wanted(entry, event.pinned);
        return;
      case 'dismissed':
        dismissed(entry);
        return;
      case 'loaded':
        loaded(entry, this.#ordinal, nowMs);
        return;
      case 'load_failed':
        loadFailed(entry, event.outOfMemory, this.#canEvictFor(entry), nowMs);
        return;
      case 'left':
        entry.place = { at: 'loadable' };
        // One more has left for whoever ran out of memory.
        for (const each of this.#entries.values()) if (each.retry === 'evict') each.retry = 'last';
        return;
    }
  }

  /** What is to be done now. */
  plan(nowMs: number): LedgerWork[] {
    this.#wakeAtMs = Number.POSITIVE_INFINITY;
    for (const entry of this.#entries.values()) {
      const { place } = entry;
      if (entry.removed && entry.waiting === 0 && !takesMemory(place)) this.#entries.delete(entry.id);
      if (place.at !== 'unavailable') continue;
      if (place.untilMs <= nowMs) entry.place = { at: 'loadable' };
      else this.#wakeAtMs = Math.min(this.#wakeAtMs, place.untilMs);
    }
    // What is loaded serves before it can be seen as idle, and what stays after all serves again.
    return [...this.#refuse(), ...this.#serve(), ...this.#load(nowMs), ...this.#serve(), ...this.#unload()];
  }

  /** When `plan` is to be asked again at the latest, though nothing happens; infinite where never. */
  get wakeAtMs(): number {
    return this.#wakeAtMs;
  }

  /** Where a model is, as tasks and reports see it; undefined for one that is not known. */
  stateOf(id: string): { readonly state: ModelState; readonly reason: Reason | undefined } | undefined {
    const entry = this.#entries.get(id);
    if (!entry) return undefined;
    if (entry.removed && !takesMemory(entry.place)) return { state: 'unavailable', reason: 'REASON_MODEL_UNAVAILABLE' };
    if (!this.#canFit(entry)) return { state: 'unavailable', reason: 'REASON_OUT_OF_MEMORY' };
    const { place } = entry;
    return { state: place.at, reason: place.at === 'unavailable' ? place.reason : undefined };
  }

  /** Every model of the store. */
  models(): readonly (LedgerModel & {
    /** How long its last load took; 0 before its first. */
    readonly loadMs: number;
    /** Whether it waits for its turn to be loaded. */
    readonly queued: boolean;
  })[] {
    return [...this.#entries.values()].map((entry) => ({
      id: entry.id,
      memory: entry.memory,
      loadMs: entry.loadMs,
      queued: this.#isQueued(entry),
    }));
  }

  /** Bytes of models that are in memory, on their way in, or on their way out. */
  used(): ModelMemory {
    const used = { weightsBytes: 0, activationsBytes: 0 };
    for (const { place, memory } of this.#entries.values()) {
      if (!takesMemory(place)) continue;
      used.weightsBytes += memory.weightsBytes;
      used.activationsBytes += memory.activationsBytes;
    }
    return used;
  }

  /** Whether a model is being loaded or waits for its turn. */
  get loading(): boolean {
    return [...this.#entries.values()].some((entry) => entry.place.at === 'loading' || this.#isQueued(entry));
  }

  #isQueued(entry: Entry): boolean {
    const { place, waiting, pinned, wanted, spare } = entry;
    return place.at === 'loadable' && (waiting > 0 || pinned || wanted || spare) && this.#canFit(entry);
  }

  #stored(id: string, memory: ModelMemory): void {
    const known = this.#entries.get(id);
    if (known?.removed) isBack(known, this.#pinned.includes(id));
    if (known && (takesMemory(known.place) || known.waiting > 0)) return;
    this.#entries.set(id, newEntry(id, memory, known?.pinned ?? this.#pinned.includes(id)));
  }

  /** Tasks do not wait for what cannot be loaded. */
  #refuse(): LedgerWork[] {
    const work: LedgerWork[] = [];
    for (const entry of this.#entries.values()) {
      const reason = this.stateOf(entry.id)?.reason;
      if (reason === undefined || entry.waiting === 0) continue;
      entry.waiting = 0;
      work.push({ kind: 'refuse', id: entry.id, reason });
    }
    return work;
  }

  #load(nowMs: number): LedgerWork[] {
    const entries = [...this.#entries.values()];
    if (entries.some(({ place }) => place.at === 'loading')) return [];
    const [first, ...others] = this.#queue();
    const next =
      first && this.#hasRoom(first) ? first : others.find((other) => first && this.#fitsBeside(other, first));
    if (!first || next === first) {
      // Nobody needs the room any more.
      for (const entry of entries) if (entry.place.at === 'leaving' && entry.place.by === 'room') stay(entry);
    } else {
      this.#makeRoom(first, nowMs);
    }
    if (!next) return [];
    next.place = { at: 'loading', sinceMs: nowMs };
    return [{ kind: 'load', id: next.id }];
  }

  /** What is to be loaded, in this order. Of what is to be had for spare room alone, what has none is given up. */
  #queue(): Entry[] {
    const loadable = [...this.#entries.values()].filter(
      (each) => each.place.at === 'loadable' && !each.removed && this.#canFit(each),
    );
    const waitedFor = loadable
      .filter(({ waiting }) => waiting > 0)
      .toSorted((left, right) => left.waitsSince - right.waitsSince);
    const first = this.#pinned.flatMap((id) => loadable.filter((each) => each.id === id));
    const pinned = [...first, ...loadable].filter((each) => each.pinned);
    const wanted = loadable.filter((each) => each.wanted);
    const queue = new Set([...waitedFor, ...pinned, ...wanted]);
    if (queue.size > 0) return [...queue];
    for (const each of loadable) each.spare &&= this.#hasRoom(each);
    return loadable.filter(({ spare }) => spare);
  }

  #hasRoom(entry: Entry): boolean {
    const mustEvict = entry.retry === 'evict' && this.#canEvictFor(entry);
    return !mustEvict && entry.bytes <= this.#freeBytes();
  }

  #canEvictFor(entry: Entry): boolean {
    return this.#victims(entry).length > 0 || this.#leavingBytes() > 0;
  }

  /** Whether a model can be loaded while another waits for room, and the other waits no longer for that. */
  #fitsBeside(entry: Entry, waiting: Entry): boolean {
    const free = this.#freeBytes() - entry.bytes;
    return (
      this.#hasRoom(entry) && free >= 0 && waiting.retry === 'none' && free + this.#leavingBytes() >= waiting.bytes
    );
  }

  /** Has as many models leave as it takes, no more than there must. */
  #makeRoom(entry: Entry, nowMs: number): void {
    const leaving = this.#leavingBytes();
    let missing = entry.bytes - this.#freeBytes() - leaving;
    if (entry.retry === 'evict' && leaving === 0) missing = Math.max(missing, 1);
    for (const victim of this.#victims(entry)) {
      if (missing <= 0) return;
      if (victim.place.at !== 'resident') continue;
      const { sinceMs } = victim.place;
      const staysUntilMs = victim.running > 0 ? sinceMs + busyResidence * victim.loadMs : nowMs;
      if (staysUntilMs > nowMs) {
        this.#wakeAtMs = Math.min(this.#wakeAtMs, staysUntilMs);
        continue;
      }
      victim.place = { at: 'leaving', by: 'room', sinceMs, unloading: false };
      missing -= victim.bytes;
    }
  }

  /** Models that may leave for another: idle ones first, then the least recently used. */
  #victims(entry: Entry): Entry[] {
    return [...this.#entries.values()]
      .filter((each) => each !== entry && each.place.at === 'resident' && !each.pinned)
      .toSorted((a, b) => Number(a.running > 0) - Number(b.running > 0) || a.lastUsed - b.lastUsed);
  }

  /** Where a model is resident, or stays after all, what waits for it runs. */
  #serve(): LedgerWork[] {
    const work: LedgerWork[] = [];
    for (const entry of this.#entries.values()) {
      if (entry.place.at !== 'resident' || entry.waiting === 0) continue;
      entry.running += entry.waiting;
      entry.waiting = 0;
      work.push({ kind: 'serve', id: entry.id });
    }
    return work;
  }

  #unload(): LedgerWork[] {
    const work: LedgerWork[] = [];
    for (const entry of this.#entries.values()) {
      if (entry.dismissed && entry.place.at === 'resident') {
        entry.dismissed = false;
        entry.place = { at: 'leaving', by: 'command', sinceMs: entry.place.sinceMs, unloading: false };
      }
      const { place } = entry;
      if (place.at !== 'leaving' || place.unloading || entry.running > 0) continue;
      entry.place = { ...place, unloading: true };
      work.push({ kind: 'unload', id: entry.id });
    }
    return work;
  }

  /** Whether a model fits into the budget beside the pinned ones that are there. */
  #canFit(entry: Entry): boolean {
    let bytes = entry.bytes;
    for (const each of this.#entries.values()) {
      if (each !== entry && each.pinned && takesMemory(each.place)) bytes += each.bytes;
    }
    return takesMemory(entry.place) || bytes <= this.budgetBytes;
  }

  #freeBytes(): number {
    const { weightsBytes, activationsBytes } = this.used();
    return this.budgetBytes - weightsBytes - activationsBytes;
  }

  #leavingBytes(): number {
    let bytes = 0;
    for (const entry of this.#entries.values()) if (entry.place.at === 'leaving') bytes += entry.bytes;
    return bytes;
  }
}
