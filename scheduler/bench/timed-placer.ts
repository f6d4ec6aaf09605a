import { performance } from 'node:perf_hooks';
import type { Decision } from '../core/decisions.ts';
import type { SchedulerEvent } from '../core/events.ts';
import type { Placer } from '../sim/simulation.ts';

/** Says that enough was measured: whoever plays a scene stops there. */
export class Enough extends Error {
  override readonly name = 'Enough';
}

/** Measures how long another placer takes for each lease: taking its task in, and deciding. */
export class TimedPlacer implements Placer {
  /** Milliseconds of each lease; of those that were decided together their mean. */
  readonly leaseMs: number[] = [];
  readonly #placer: Placer;
  readonly #range: { readonly skip: number; readonly count: number };
  #leases = 0;
  #placing = { ms: 0, tasks: 0 };

  /** @param range leases that are skipped, and those that are measured after them */
  constructor(placer: Placer, range: { readonly skip: number; readonly count: number }) {
    this.#placer = placer;
    this.#range = range;
  }

  apply(event: SchedulerEvent, nowMs: number): void {
    const startedAtMs = performance.now();
    this.#placer.apply(event, nowMs);
    if (event.kind !== 'task_placed') return;
    this.#placing.ms += performance.now() - startedAtMs;
    this.#placing.tasks += 1;
  }

  /** @throws Enough */
  decide(nowMs: number): readonly Decision[] {
    const startedAtMs = performance.now();
    const decisions = this.#placer.decide(nowMs);
    const decideMs = performance.now() - startedAtMs;
    const leases = decisions.filter(({ kind }) => kind === 'leased').length;
    const placeMs = this.#placing.ms / Math.max(1, this.#placing.tasks);
    for (let lease = 0; lease < leases; lease += 1) {
      this.#leases += 1;
      if (this.#leases > this.#range.skip) this.leaseMs.push(placeMs + decideMs / leases);
    }
    if (leases > 0) this.#placing = { ms: 0, tasks: 0 };
    if (this.leaseMs.length >= this.#range.count) throw new Enough();
    return decisions;
  }
}
