import type { EngineEvent } from '../engine/decisions.ts';
import { Engine } from '../engine/engine.ts';
import { StepTimes } from '../engine/step-times.ts';

/** Step times that are learnt as ever and decide nothing. */
class FixedStepTimes extends StepTimes {
  readonly #size: number;

  constructor(size: number) {
    super();
    this.#size = size;
  }

  override cap(): number {
    return this.#size;
  }
}

/** An engine whose calls have up to so many samples whether they pay or not: what learned caps are compared with. */
export class FixedCap extends Engine {
  readonly #batchCap: number;
  readonly #profiles = new Map<string, StepTimes>();

  constructor(batchCap: number) {
    super();
    this.#batchCap = batchCap;
  }

  override apply(event: EngineEvent, nowMs: number): void {
    super.apply(event.kind === 'admitted' ? { ...event, sample: this.#fixed(event.sample) } : event, nowMs);
  }

  #fixed(spec: (EngineEvent & { kind: 'admitted' })['sample']): typeof spec {
    const profile = this.#profiles.get(spec.key) ?? new FixedStepTimes(this.#batchCap);
    this.#profiles.set(spec.key, profile);
    return { ...spec, profile, batchCap: this.#batchCap };
  }
}
