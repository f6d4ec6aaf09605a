import type { Reason } from '@quartet/protos/reasons.ts';
import { CallChooser, type Choice } from './call-chooser.ts';
import { isCheckpointDue } from './checkpoints.ts';
import type { EngineEvent, EngineNews, EngineWork, SampleSpec, StepRow } from './decisions.ts';
import { type KeyQueue, keyQueues } from './key-queue.ts';
import { isMilestone, isPreviewDue } from './previews.ts';
import { type Sample, newSample } from './sample-state.ts';
import { SideLane } from './side-lane.ts';
import { Stretch } from './stretch.ts';

/** The call that runs. */
interface Call {
  readonly queue: KeyQueue;
  readonly weight: number;
  readonly rows: readonly StepRow[];
  /** Whether the lane may begin the next step with the same samples by itself, or did so when others would have been chosen. */
  going: 'on' | 'too_far' | 'no_further';
  readonly startedAtMs: number;
  /** Whether the side lane worked at any time meanwhile: then it says nothing of how long a call takes by itself. */
  besideSideJob: boolean;
}

/**
 * Decides what the two lanes of a node do next. The step lane runs one call at a time, the side lane one encoding or finish
 * at a time; between two calls samples join and leave. `apply` takes in what happened, `news` says what has become of
 * samples by it, `plan` what is to be done now; time and results are handed in.
 */
export class Engine {
  // All state below is changed by apply and plan alone.
  /** In order of admission. */
  readonly #samples = new Map<string, Sample>();
  readonly #chooser = new CallChooser();
  readonly #stretch = new Stretch();
  readonly #side = new SideLane();
  #call: Call | undefined;
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
        this.#admit(event.sample, nowMs);
        return;
      case 'canceled':
        this.#end(event.id, event.reason);
        return;
      case 'sample_failed':
        this.#side.free(event.id);
        this.#end(event.id, event.reason);
        return;
      case 'encoded':
        this.#encoded(event.id, event.laneMs);
        return;
      case 'stepped':
        this.#stepped(event, nowMs);
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
  plan(nowMs: number): EngineWork[] {
    const side = this.#side.plan(this.#samples.values(), nowMs);
    if (side && this.#call) this.#call.besideSideJob = true;
    return [this.#planStep(nowMs), side].filter((work) => work !== undefined);
  }

  #planStep(nowMs: number): EngineWork | undefined {
    if (this.#call) return this.#haltIfStale(this.#call);
    const choice = this.#choose(nowMs);
    if (!choice) return undefined;
    const { queue, picked, goesOn } = choice;
    const rows = picked.map(({ id }) => this.#toCall(id));
    this.#begin(choice, rows, goesOn ? 'on' : 'no_further', nowMs);
    return { kind: 'step', key: queue.key, rows, goesOn };
  }

  #choose(nowMs: number): Choice | undefined {
    return this.#chooser.choose(keyQueues(this.#samples.values(), this.#stretch.factor), nowMs);
  }

  #begin(choice: Choice, rows: readonly StepRow[], going: Call['going'], nowMs: number): void {
    this.#chooser.begin(choice);
    const { queue, weight } = choice;
    this.#call = { queue, weight, rows, going, startedAtMs: nowMs, besideSideJob: this.#side.isBusy };
  }

  /** The lane has begun the next step with the same samples. If others would be chosen now, it is their last together. */
  #goOn(before: Call, nowMs: number): void {
    const choice = this.#choose(nowMs);
    const ids = new Set(choice?.picked.map(({ id }) => id));
    const same =
      choice?.goesOn === true && ids.size === before.rows.length && before.rows.every(({ id }) => ids.has(id));
    const rows = before.rows.map(({ id, step }) => (this.#samples.has(id) ? this.#toCall(id) : { id, step: step + 1 }));
    if (same) this.#begin(choice, rows, before.going, nowMs);
    else {
      const going = before.going === 'on' ? 'too_far' : before.going;
      this.#call = { ...before, rows, going, startedAtMs: nowMs, besideSideJob: this.#side.isBusy };
    }
  }

  /** A call goes on only with all samples that could step, and none that has ended. */
  #haltIfStale(call: Call): EngineWork | undefined {
    const isWhole = call.rows.every(({ id }) => this.#samples.has(id));
    const waits = (): boolean => [...this.#samples.values()].some(({ phase }) => phase === 'to_step');
    if (call.going === 'no_further' || (call.going === 'on' && isWhole && !waits())) return undefined;
    call.going = 'no_further';
    return { kind: 'halt' };
  }

  #toCall(id: string): StepRow {
    const sample = this.#samples.get(id);
    if (!sample) throw new Error('a sample that is gone waits for a step');
    sample.phase = 'stepping';
    return { id, step: sample.step };
  }

  #admit(spec: SampleSpec, nowMs: number): void {
    if (this.#samples.has(spec.id)) throw new Error(`sample ${spec.id} is already here`);
    const sample = newSample(spec, nowMs);
    this.#samples.set(spec.id, sample);
    if (!spec.sideJobs) this.#settle(sample);
  }

  #encoded(id: string, laneMs: number): void {
    this.#side.encoded(id, laneMs);
    const sample = this.#samples.get(id);
    if (sample?.phase !== 'encoding') return;
    sample.gpuMs += laneMs;
    this.#settle(sample);
  }

  /** It is before its first step, between two, or after its last. */
  #settle(sample: Sample): void {
    const { spec, step, atRiskMs } = sample;
    if (step === spec.steps && !spec.sideJobs) {
      this.#end(spec.id, undefined);
      return;
    }
    sample.phase = step < spec.steps ? 'to_step' : 'to_finish';
    if (!isCheckpointDue(atRiskMs, spec.checkpointEveryMs)) return;
    sample.atRiskMs = 0;
    this.#news.push({ kind: 'checkpoint', id: spec.id, step });
  }

  #stepped({ laneMs, goesOn }: Extract<EngineEvent, { kind: 'stepped' }>, nowMs: number): void {
    const call = this.#takeCall();
    const { queue, weight, rows, startedAtMs, besideSideJob } = call;
    const { key, profile } = queue;
    this.#chooser.charge(key, laneMs, weight);
    if (!besideSideJob || profile.stepMs(1) === 0) profile.record(rows.length, laneMs);
    this.#stretch.record(nowMs - startedAtMs, profile.stepMs(rows.length));
    for (const sample of this.#inCall(rows)) this.#advance(sample, laneMs / rows.length, nowMs);
    if (goesOn) this.#goOn(call, nowMs);
  }

  #advance(sample: Sample, gpuMs: number, nowMs: number): void {
    sample.gpuMs += gpuMs;
    sample.atRiskMs += gpuMs;
    sample.step += 1;
    const { step } = sample;
    const { id, steps } = sample.spec;
    this.#news.push({ kind: 'progress', id, step, steps });
    if (isPreviewDue(step, steps, sample.shownAtMs, nowMs)) {
      sample.shownAtMs = nowMs;
      this.#news.push({ kind: 'preview', id, step, steps, milestone: isMilestone(step, steps) });
    }
    this.#settle(sample);
  }

  #outOfMemory(): void {
    const { queue, rows } = this.#takeCall();
    queue.profile.outOfMemory(rows.length);
    for (const sample of this.#inCall(rows)) {
      if (rows.length === 1) this.#end(sample.spec.id, 'REASON_OUT_OF_MEMORY');
      else sample.phase = 'to_step';
    }
  }

  #finished(id: string, laneMs: number): void {
    this.#side.free(id);
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
    if (this.#samples.size === 0) this.#chooser.clear();
  }

  #takeCall(): Call {
    const call = this.#call;
    if (!call) throw new Error('a step came back that was not decided');
    this.#call = undefined;
    return call;
  }

  /** The samples of a call that have not ended while it ran. */
  #inCall(rows: readonly StepRow[]): Sample[] {
    return rows.map(({ id }) => this.#samples.get(id)).filter((sample) => sample?.phase === 'stepping') as Sample[];
  }
}
