import type { Reason } from '@quartet/protos/reasons.ts';
import type { BatchKey, EngineEvent, EngineNews, EngineWork, SampleSpec, StepRow } from './decisions.ts';
import { FairKeys } from './fair-keys.ts';
import { isMilestone, isPreviewDue } from './previews.ts';

/**
 * Where a sample is; one without side jobs starts at `to_step` and ends after its last step.
 * - `to_encode`: waits for the side lane; ends when `encode` names it.
 * - `encoding`: its prompt is on the side lane; ends with `encoded`.
 * - `to_step`: waits for the next call of its key that has room.
 * - `stepping`: in the call that runs; ends with `stepped`.
 * - `to_finish`: all steps are done; waits for the side lane.
 * - `finishing`: its picture is on the side lane; ends with `finished`.
 */
type Phase = 'to_encode' | 'encoding' | 'to_step' | 'stepping' | 'to_finish' | 'finishing';

interface Sample {
  readonly spec: SampleSpec;
  phase: Phase;
  /** Steps done. */
  step: number;
  /** Ordinal of the last call it was in; 0 before its first. */
  lastCall: number;
  /** Its share of every call it was in. */
  gpuMs: number;
  shownAtMs: number;
}

/** After this many encodings in a row a waiting picture is finished first. */
const encodesInARow = 8;

/**
 * Decides what the two lanes of a node do next. The step lane runs one call at a time, the side lane one
 * encoding or finish at a time; between two calls samples join and leave. `apply` takes in what happened, `news` says
 * what has become of samples by it, `plan` what is to be done now; time and results are handed in.
 *
 * Within a key the samples that have waited longest for a step go first, newcomers before all: beyond the cap they share
 * the calls in turn, so that every picture is seen to come to be at once and none starves.
 */
export class Engine {
  // All state below is changed by apply and plan alone.
  /** In order of admission. */
  readonly #samples = new Map<string, Sample>();
  readonly #fairKeys = new FairKeys();
  /** Caps that memory has lowered. */
  readonly #loweredCaps = new Map<BatchKey, number>();
  #call: { readonly key: BatchKey; readonly rows: readonly StepRow[] } | undefined;
  /** Calls planned so far. */
  #calls = 0;
  #sideBusy: string | undefined;
  #encodedInARow = 0;
  #news: EngineNews[] = [];

  /** Samples that have not ended. */
  get size(): number {
    return this.#samples.size;
  }

  /** Whether a sample has not ended: what a lane brings back for one that has is dropped. */
  has(id: string): boolean {
    return this.#samples.has(id);
  }

  /** Takes in what happened. */
  apply(event: EngineEvent, nowMs: number): void {
    switch (event.kind) {
      case 'admitted':
        this.#admit(event.sample);
        return;
      case 'canceled':
        this.#end(event.id, event.reason);
        return;
      case 'sample_failed':
        this.#freeSide(event.id);
        this.#end(event.id, event.reason);
        return;
      case 'encoded':
        this.#encoded(event.id, event.laneMs);
        return;
      case 'stepped':
        this.#stepped(event.laneMs, nowMs);
        return;
      case 'step_out_of_memory':
        this.#outOfMemory();
        return;
      case 'step_failed':
        for (const { id } of this.#takeCall().rows) this.#end(id, event.reason);
        return;
      case 'finished':
        this.#finished(event.id, event.laneMs);
        return;
    }
  }

  /** What has become of samples since this was last asked, in order. */
  news(): EngineNews[] {
    const news = this.#news;
    this.#news = [];
    return news;
  }

  /** What the lanes that are free are to do now. */
  plan(): EngineWork[] {
    return [this.#planStep(), this.#planSide()].filter((work) => work !== undefined);
  }

  #admit(spec: SampleSpec): void {
    if (this.#samples.has(spec.id)) throw new Error(`sample ${spec.id} is already here`);
    this.#samples.set(spec.id, {
      spec,
      phase: spec.sideJobs ? 'to_encode' : 'to_step',
      step: 0,
      lastCall: 0,
      gpuMs: 0,
      shownAtMs: Number.NEGATIVE_INFINITY,
    });
  }

  #encoded(id: string, laneMs: number): void {
    this.#freeSide(id);
    const sample = this.#samples.get(id);
    if (sample?.phase !== 'encoding') return;
    sample.gpuMs += laneMs;
    sample.phase = 'to_step';
  }

  #stepped(laneMs: number, nowMs: number): void {
    const { key, rows } = this.#takeCall();
    this.#fairKeys.charge(key, laneMs, rows.length);
    for (const { id } of rows) {
      const sample = this.#samples.get(id);
      // Ended while the call ran.
      if (sample?.phase !== 'stepping') continue;
      sample.gpuMs += laneMs / rows.length;
      sample.step += 1;
      const { step } = sample;
      const { steps, sideJobs } = sample.spec;
      sample.phase = step < steps ? 'to_step' : 'to_finish';
      this.#news.push({ kind: 'progress', id, step, steps });
      if (isPreviewDue(step, steps, sample.shownAtMs, nowMs)) {
        sample.shownAtMs = nowMs;
        this.#news.push({ kind: 'preview', id, step, steps, milestone: isMilestone(step, steps) });
      }
      if (step === steps && !sideJobs) this.#end(id, undefined);
    }
    this.#forgetIdle(key);
  }

  #outOfMemory(): void {
    const { key, rows } = this.#takeCall();
    const cap = Math.floor(rows.length / 2);
    this.#loweredCaps.set(key, Math.max(cap, 1));
    for (const { id } of rows) {
      const sample = this.#samples.get(id);
      if (sample?.phase !== 'stepping') continue;
      if (cap === 0) this.#end(id, 'REASON_OUT_OF_MEMORY');
      else sample.phase = 'to_step';
    }
  }

  #finished(id: string, laneMs: number): void {
    this.#freeSide(id);
    const sample = this.#samples.get(id);
    if (sample?.phase !== 'finishing') return;
    sample.gpuMs += laneMs;
    this.#end(id, undefined);
  }

  /** Ends a sample wherever it is. A call or job it is in runs on; what that brings back for it is dropped. */
  #end(id: string, reason: Reason | undefined): void {
    const sample = this.#samples.get(id);
    if (!sample) return;
    this.#samples.delete(id);
    this.#news.push({ kind: 'ended', id, reason, gpuMs: sample.gpuMs });
    this.#forgetIdle(sample.spec.key);
  }

  #planStep(): EngineWork | undefined {
    if (this.#call) return undefined;
    const ready = new Map<BatchKey, Sample[]>();
    for (const sample of this.#samples.values()) {
      if (sample.phase !== 'to_step') continue;
      const { key } = sample.spec;
      ready.set(key, [...(ready.get(key) ?? []), sample]);
    }
    const key = this.#fairKeys.next(ready.keys());
    if (key === undefined) return undefined;
    // The sort is stable: of those that waited equally long the one admitted first goes first.
    const longestWaiting = (ready.get(key) ?? []).sort((a, b) => a.lastCall - b.lastCall);
    const cap = Math.min(longestWaiting[0]?.spec.batchCap ?? 1, this.#loweredCaps.get(key) ?? Number.POSITIVE_INFINITY);
    const picked = longestWaiting.slice(0, cap);
    this.#calls += 1;
    const rows = picked.map((sample) => {
      sample.phase = 'stepping';
      sample.lastCall = this.#calls;
      return { id: sample.spec.id, step: sample.step };
    });
    this.#call = { key, rows };
    return { kind: 'step', key, rows };
  }

  /** Encodings first, for they are short and let samples join; a waiting picture is not put off for ever. */
  #planSide(): EngineWork | undefined {
    if (this.#sideBusy !== undefined) return undefined;
    const toEncode = this.#firstIn('to_encode');
    const toFinish = this.#firstIn('to_finish');
    if (toEncode !== undefined && (toFinish === undefined || this.#encodedInARow < encodesInARow)) {
      this.#encodedInARow += 1;
      this.#occupySide(toEncode, 'encoding');
      return { kind: 'encode', id: toEncode };
    }
    if (toFinish !== undefined) {
      this.#encodedInARow = 0;
      this.#occupySide(toFinish, 'finishing');
      return { kind: 'finish', id: toFinish };
    }
    return undefined;
  }

  #firstIn(phase: Phase): string | undefined {
    for (const [id, sample] of this.#samples) if (sample.phase === phase) return id;
    return undefined;
  }

  #occupySide(id: string, phase: Phase): void {
    this.#sideBusy = id;
    this.#setPhase(id, phase);
  }

  #freeSide(id: string): void {
    if (this.#sideBusy === id) this.#sideBusy = undefined;
  }

  #setPhase(id: string, phase: Phase): void {
    const sample = this.#samples.get(id);
    if (sample) sample.phase = phase;
  }

  #takeCall(): { readonly key: BatchKey; readonly rows: readonly StepRow[] } {
    const call = this.#call;
    if (!call) throw new Error('a step came back that was not decided');
    this.#call = undefined;
    return call;
  }

  #forgetIdle(key: BatchKey): void {
    for (const { spec } of this.#samples.values()) if (spec.key === key) return;
    this.#fairKeys.forget(key);
  }
}
