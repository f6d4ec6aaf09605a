import type { EngineWork } from './decisions.ts';
import type { Sample } from './sample-state.ts';

/** So many pictures that can still be in time are finished in a row while one that is late waits. */
const finishesBeforeLate = 16;

/**
 * The lane of encodings and finishes, one at a time. Encodings go first, for they are short and let samples join; but once
 * they have taken as long as the waiting picture will, it is finished. So each kind gets half of the lane when both want it,
 * and neither waits for more than one job of the other at a time. Of the pictures that wait, those that can still be in time
 * go first, by deadline.
 */
export class SideLane {
  #busy: string | undefined;
  /** Time of encodings since the last finish. */
  #encodedMs = 0;
  /** Finishes since a late picture waits. */
  #finishes = 0;

  get isBusy(): boolean {
    return this.#busy !== undefined;
  }

  /** What the lane is to do now; the sample's phase is set. @param samples in order of admission */
  plan(samples: Iterable<Sample>, nowMs: number): Extract<EngineWork, { kind: 'encode' | 'finish' }> | undefined {
    if (this.isBusy) return undefined;
    let toEncode: Sample | undefined;
    const toFinish: Sample[] = [];
    for (const sample of samples) {
      if (sample.phase === 'to_encode') toEncode ??= sample;
      else if (sample.phase === 'to_finish') toFinish.push(sample);
    }
    const [picture] = toFinish;
    if (toEncode && (!picture || this.#encodedMs < picture.finishMs)) {
      toEncode.phase = 'encoding';
      this.#busy = toEncode.spec.id;
      return { kind: 'encode', id: toEncode.spec.id };
    }
    if (!picture) return undefined;
    const next = this.#nextOf(toFinish, nowMs);
    next.phase = 'finishing';
    this.#encodedMs = 0;
    this.#busy = next.spec.id;
    return { kind: 'finish', id: next.spec.id };
  }

  /** An encoding is done. */
  encoded(id: string, laneMs: number): void {
    if (this.#busy === id) this.#encodedMs += laneMs;
    this.free(id);
  }

  /** A job is done or has failed. */
  free(id: string): void {
    if (this.#busy === id) this.#busy = undefined;
  }

  #nextOf(pictures: readonly Sample[], nowMs: number): Sample {
    const isLate = ({ spec, finishMs }: Sample): boolean => nowMs + finishMs > spec.deadlineAtMs;
    const late = pictures.find(isLate);
    const inTime = pictures.filter((picture) => !isLate(picture));
    this.#finishes = late ? this.#finishes + 1 : 0;
    const [first] = inTime;
    if (late && (!first || this.#finishes > finishesBeforeLate)) {
      this.#finishes = 0;
      return late;
    }
    if (!first) throw new Error('no picture waits');
    return inTime.reduce((most, each) => (each.spec.deadlineAtMs < most.spec.deadlineAtMs ? each : most), first);
  }
}
