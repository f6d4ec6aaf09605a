import { IndexedHeap } from '../core/heap.ts';

/** Something that is going to happen. */
export interface Appointment {
  readonly atMs: number;
  readonly number: number;
  readonly happen: () => void;
}

/** A virtual clock: what is going to happen, by its time; of what happens at once, what was added first. */
export class Agenda {
  readonly #heap = new IndexedHeap<Appointment>((a, b) => a.atMs - b.atMs || a.number - b.number);
  #added = 0;
  #nowMs = 0;

  get nowMs(): number {
    return this.#nowMs;
  }

  /** @param atMs not before now */
  add(atMs: number, happen: () => void): Appointment {
    this.#added += 1;
    const appointment = { atMs: Math.max(atMs, this.#nowMs), number: this.#added, happen };
    this.#heap.put(appointment);
    return appointment;
  }

  cancel(appointment: Appointment): void {
    this.#heap.delete(appointment);
  }

  /** Lets what comes next happen. @returns false when nothing is left */
  next(): boolean {
    const appointment = this.#heap.pop();
    if (!appointment) return false;
    this.#nowMs = appointment.atMs;
    appointment.happen();
    return true;
  }
}
