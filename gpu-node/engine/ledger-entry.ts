/** A model as the ledger knows it, and what happens to it alone; which one is loaded or leaves is the ledger's to say. */
import type { Reason } from '@quartet/protos/reasons.ts';

/** What a model is expected to take of the device's memory, bytes. */
export interface ModelMemory {
  readonly weightsBytes: number;
  /** Of its largest calls, and what it keeps between them. */
  readonly activationsBytes: number;
}

/**
 * Where a model is.
 * - `loadable`: not in memory; ends with the decision to load it.
 * - `loading`: takes up its memory; ends with `loaded` or `load_failed`.
 * - `resident`: tasks run on it at once; ends when it is dismissed, or has to make room.
 * - `leaving`: takes no more tasks, is unloaded when none runs on it, and takes up its memory until it has `left`.
 * - `unavailable`: could not be loaded; loadable again after a while.
 */
export type ModelState = 'loadable' | 'loading' | 'resident' | 'leaving' | 'unavailable';

/** A {@link ModelState} with what goes with it. */
export type Place =
  | { readonly at: 'loadable' }
  | { readonly at: 'loading'; readonly sinceMs: number }
  | { readonly at: 'resident'; readonly sinceMs: number }
  | { readonly at: 'leaving'; readonly by: 'command' | 'room'; readonly sinceMs: number; readonly unloading: boolean }
  | { readonly at: 'unavailable'; readonly reason: Reason; readonly untilMs: number };

/** What the ledger keeps of a model: changed by the functions below and by the ledger alone. */
export interface Entry {
  readonly id: string;
  readonly memory: ModelMemory;
  readonly bytes: number;
  place: Place;
  pinned: boolean;
  /** Wanted by command, and not loaded since. */
  wanted: boolean;
  /** Loaded if there is room to spare: until it was loaded once, there was no room for it, or it was dismissed. */
  spare: boolean;
  /** No more in the store. */
  removed: boolean;
  /** Leaves as soon as it is there, unless a task comes first. */
  dismissed: boolean;
  /** Tasks that run on it. */
  running: number;
  /** Tasks that wait for it. */
  waiting: number;
  /** Ordinal of the first task that waits. */
  waitsSince: number;
  /** Ordinal of the last thing that was done with it. */
  lastUsed: number;
  /** An attempt ran out of memory: `evict` one more before the next, which is then the `last`. */
  retry: 'none' | 'evict' | 'last';
  failures: number;
  loadMs: number;
}

/** A model that could not be loaded is tried again after this long, after each further failure twice as long. */
const firstRetryMs = 30_000;
const lastRetryMs = 600_000;

/** A model that is in the store and, so far, not in memory. */
export function newEntry(id: string, memory: ModelMemory, pinned: boolean): Entry {
  return {
    id,
    memory,
    bytes: memory.weightsBytes + memory.activationsBytes,
    place: { at: 'loadable' },
    pinned,
    wanted: false,
    spare: true,
    removed: false,
    dismissed: false,
    running: 0,
    waiting: 0,
    waitsSince: 0,
    lastUsed: 0,
    retry: 'none',
    failures: 0,
    loadMs: 0,
  };
}

/** As if it had not been away: it keeps its place where that is not given up yet, and its pin. */
export function isBack(entry: Entry, pinned: boolean): void {
  entry.removed = false;
  entry.dismissed = false;
  entry.pinned = pinned;
  stay(entry);
}

/** A task is taken on: it runs on what is resident, and waits elsewhere. */
export function taken(entry: Entry, ordinal: number): void {
  entry.lastUsed = ordinal;
  entry.dismissed = false;
  if (entry.place.at === 'resident') {
    entry.running += 1;
  } else {
    if (entry.waiting === 0) entry.waitsSince = ordinal;
    entry.waiting += 1;
  }
}

/** It is in memory. */
export function loaded(entry: Entry, ordinal: number, nowMs: number): void {
  if (entry.place.at === 'loading') entry.loadMs = nowMs - entry.place.sinceMs;
  entry.place = { at: 'resident', sinceMs: nowMs };
  entry.lastUsed = ordinal;
  entry.wanted = false;
  entry.spare = false;
  entry.retry = 'none';
  entry.failures = 0;
}

/**
 * It could not be loaded.
 * @param canEvict whether another may leave for it: then it is tried once more when one has
 */
export function loadFailed(entry: Entry, outOfMemory: boolean, canEvict: boolean, nowMs: number): void {
  if (outOfMemory && entry.retry === 'none' && canEvict) {
    entry.place = { at: 'loadable' };
    entry.retry = 'evict';
    return;
  }
  const retryMs = Math.min(firstRetryMs * 2 ** entry.failures, lastRetryMs);
  const reason = outOfMemory ? 'REASON_OUT_OF_MEMORY' : 'REASON_MODEL_UNAVAILABLE';
  entry.place = { at: 'unavailable', reason, untilMs: nowMs + retryMs };
  entry.retry = 'none';
  entry.failures += 1;
}

/** It is asked for by command. */
export function wanted(entry: Entry, pinned: boolean): void {
  entry.pinned = pinned;
  entry.dismissed = false;
  if (pinned || (entry.place.at === 'leaving' && entry.place.by === 'command')) stay(entry);
  // Whoever says so may have put right what was wrong.
  if (entry.place.at === 'unavailable') entry.place = { at: 'loadable' };
  entry.wanted = entry.place.at !== 'resident';
}

/** It may go, by command or because the store has it no more. */
export function dismissed(entry: Entry): void {
  const { place } = entry;
  entry.pinned = false;
  entry.wanted = false;
  entry.spare = false;
  entry.dismissed = place.at === 'loading' || place.at === 'resident';
  if (place.at === 'leaving') entry.place = { ...place, by: 'command' };
}

/** A model that was to leave stays after all, unless it is being unloaded already. */
export function stay(entry: Entry): void {
  const { place } = entry;
  if (place.at === 'leaving' && !place.unloading) entry.place = { at: 'resident', sinceMs: place.sinceMs };
}

/** Whether it is in memory, on its way in, or on its way out. */
export function takesMemory({ at }: Place): boolean {
  return at === 'loading' || at === 'resident' || at === 'leaving';
}
