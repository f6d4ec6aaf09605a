import type { EngineWork } from './decisions.ts';
import type { Phase, Sample } from './sample-state.ts';

/**
 * The lane of encodings and finishes, one at a time. Encodings go first, for they are short and let samples join; but once
 * they have taken as long as the waiting picture will, it is finished. So nobody waits for more than one job of the other
 * kind at a time, and each kind gets half of the lane when both want it.
 */
export class SideLane {
  #busy: string | undefined;
  /** Time of encodings since the last finish. */
  #encodedMs = 0;

  get isBusy(): boolean {
    return this.#busy !== undefined;
  }

  /** What the lane is to do now; the sample's phase is set. @param samples in order of admission */
  plan(samples: Iterable<Sample>): Extract<EngineWork, { kind: 'encode' | 'finish' }> | undefined {
    if (this.isBusy) return undefined;
    let toEncode: Sample | undefined;
    let toFinish: Sample | undefined;
    for (const sample of samples) {
      if (sample.phase === 'to_encode') toEncode ??= sample;
      else if (sample.phase === 'to_finish') toFinish ??= sample;
    }
    if (toEncode && !(toFinish && this.#encodedMs >= toFinish.finishMs))
      return this.#start('encode', toEncode, 'encoding');
    if (!toFinish) return undefined;
    this.#encodedMs = 0;
    return this.#start('finish', toFinish, 'finishing');
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

  #start<Kind extends 'encode' | 'finish'>(kind: Kind, sample: Sample, phase: Phase) {
    this.#busy = sample.spec.id;
    sample.phase = phase;
    return { kind, id: sample.spec.id };
  }
}
