import type { EngineEvent, SampleSpec } from '../engine/decisions.ts';
import { Engine } from '../engine/engine.ts';
import { StepTimes } from '../engine/step-times.ts';

/** What the engine is told instead of a sample's own terms. */
export type Change = (spec: SampleSpec) => SampleSpec;

/** An engine that sees all its samples in other terms. */
export class ChangedEngine extends Engine {
  readonly #changes: readonly Change[];

  constructor(...changes: readonly Change[]) {
    super();
    this.#changes = changes;
  }

  override apply(event: EngineEvent, nowMs: number): void {
    if (event.kind !== 'admitted') {
      super.apply(event, nowMs);
      return;
    }
    const sample = this.#changes.reduce((spec, change) => change(spec), event.sample);
    super.apply({ ...event, sample }, nowMs);
  }
}

/** Nobody is ever late: calls are as full as there are samples. */
export function withoutDeadline(spec: SampleSpec): SampleSpec {
  return { ...spec, deadlineAtMs: Number.MAX_SAFE_INTEGER };
}

/** Calls have up to so many samples whether they pay or not: what learned caps are compared with. */
export function fixedCap(batchCap: number): Change {
  const profiles = new Map<string, StepTimes>();
  return (spec) => {
    const profile = profiles.get(spec.key) ?? new UncappedStepTimes();
    profiles.set(spec.key, profile);
    return { ...spec, profile, batchCap };
  };
}

/** Step times that are learnt as ever and limit nothing. */
class UncappedStepTimes extends StepTimes {
  override cap(nodeCap: number): number {
    return nodeCap;
  }
}
