import type { Agenda } from './agenda.ts';
import type { Card } from './mixes/fleet.ts';
import { familyOf } from './mixes/models.ts';
import { loadMs } from './sim-models.ts';

/** The models in a simulated node's memory, one loaded after another; the least recently used leave for what is wanted. */
export class SimMemory {
  /** In memory, the one used last at the end. */
  readonly models = new Set<number>();
  readonly #onDisk = new Set<number>();
  /** Wanted and not being loaded, in order; the first is next, when there is room for it. */
  readonly #wanted: number[] = [];
  #loading: number | undefined;
  /** Time spent loading. */
  loadedMs = 0;
  readonly #card: Card;
  readonly #agenda: Agenda;
  readonly #isUsed: (rank: number) => boolean;
  readonly #change: (change: () => void) => void;

  /**
   * @param isUsed whether a task needs a model: then it does not leave
   * @param change makes a change that what goes on beside it must see before and after
   */
  constructor(card: Card, agenda: Agenda, isUsed: (rank: number) => boolean, change: (change: () => void) => void) {
    this.#card = card;
    this.#agenda = agenda;
    this.#isUsed = isUsed;
    this.#change = change;
  }

  get loading(): number | undefined {
    return this.#loading;
  }

  /** Whether a model could ever be in memory. */
  holds(rank: number): boolean {
    return familyOf(rank).gigabytes <= this.#card.gigabytes;
  }

  isOnDisk(rank: number): boolean {
    return this.#onDisk.has(rank);
  }

  /** A task needs a model. */
  want(rank: number): void {
    if (this.models.delete(rank)) this.models.add(rank);
    else if (this.#loading !== rank && !this.#wanted.includes(rank)) this.#wanted.push(rank);
    this.loadNext();
  }

  /** Begins the next load, if nothing is being loaded and models that nobody uses make room for it. */
  loadNext(): void {
    const [rank] = this.#wanted;
    if (rank === undefined || this.#loading !== undefined || !this.#makeRoom(rank)) return;
    this.#wanted.shift();
    this.#loading = rank;
    const takesMs = loadMs(rank, this.#onDisk.has(rank));
    this.#agenda.add(this.#agenda.nowMs + takesMs, () => this.#change(() => this.#arrive(rank, takesMs)));
  }

  #arrive(rank: number, tookMs: number): void {
    this.#loading = undefined;
    this.#onDisk.add(rank);
    this.models.add(rank);
    this.loadedMs += tookMs;
    this.loadNext();
  }

  #makeRoom(rank: number): boolean {
    const needed = familyOf(rank).gigabytes;
    let free = this.#card.gigabytes;
    for (const each of this.models) free -= familyOf(each).gigabytes;
    const leaving: number[] = [];
    for (const each of this.models) {
      if (free >= needed) break;
      if (this.#isUsed(each)) continue;
      free += familyOf(each).gigabytes;
      leaving.push(each);
    }
    if (free < needed) return false;
    for (const each of leaving) this.models.delete(each);
    return true;
  }
}
