import type { Agenda } from '../agenda.ts';

/** It outlives whoever holds it by so long, milliseconds. */
const lifetimeMs = 3_000;

/** The lock that elects a leader. It forgets all when it is flushed, and answers nobody while it is away. */
export class SimLock {
  isAway = false;
  readonly #agenda: Agenda;
  #holder: { readonly name: string; readonly untilMs: number } | undefined;

  constructor(agenda: Agenda) {
    this.#agenda = agenda;
  }

  /** Takes it if it is free or keeps it. @returns who has it now; undefined while it is away. */
  hold(name: string): string | undefined {
    if (this.isAway) return undefined;
    const { nowMs } = this.#agenda;
    if (!this.#holder || this.#holder.untilMs <= nowMs || this.#holder.name === name) {
      this.#holder = { name, untilMs: nowMs + lifetimeMs };
    }
    return this.#holder.name;
  }

  release(name: string): void {
    if (!this.isAway && this.#holder?.name === name) this.#holder = undefined;
  }

  flush(): void {
    this.#holder = undefined;
  }
}
