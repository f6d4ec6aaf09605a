import type { Reason } from '@quartet/protos/reasons.ts';
import { isCheckpointDue } from './checkpoints.ts';
import { ActiveSet } from './active-set.ts';
import { rowsOf } from './choose-rows.ts';
import type { EngineEvent, EngineNews, EngineWork, SampleSpec, StepRow } from './decisions.ts';
import { FairKeys } from './fair-keys.ts';
import { type KeyQueue, keyQueues } from './key-queue.ts';
import { LateTurns } from './late-turns.ts';
import { isMilestone, isPreviewDue } from './previews.ts';
import { type Sample, newSample } from './sample-state.ts';
import { SideLane } from './side-lane.ts';
import { Stretch } from './stretch.ts';

/** A key with work that nothing is needed for gets this part of what one gets that needs the whole device. */
const leastWeight = 1 / 32;

/** The call that runs. */
interface Call {
  readonly queue: KeyQueue;
  readonly weight: number;
  readonly rows: readonly StepRow[];
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
  readonly #active = new ActiveSet();
  readonly #fairKeys = new FairKeys();
  readonly #lateTurns = new LateTurns();
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
  plan(nowMs: number): EngineWork[] {
    const side = this.#side.plan(this.#samples.values(), nowMs);
    if (side && this.#call) this.#call.besideSideJob = true;
    return [this.#planStep(nowMs), side].filter((work) => work !== undefined);
  }

  #planStep(nowMs: number): EngineWork | undefined {
    if (this.#call) return undefined;
    // 1. Who waits for a step, by key.
    const queues = keyQueues(this.#samples.values(), this.#stretch.factor);
    // 2. Whose deadlines can be kept, and how much of the device each key needs for them.
    const plans = new Map(this.#active.choose(queues, nowMs).map((plan) => [plan.queue.key, plan]));
    // 3. The key whose turn it is: each gets device time by its need.
    const plan = plans.get(this.#fairKeys.next(plans.keys()) ?? '');
    if (!plan) return undefined;
    // 4. As many of its samples as a call takes: who is new, who can be in time, and, where there is room, the others.
    const { queue, late } = plan;
    const room = 1 - [...plans.values()].reduce((sum, { need }) => sum + need, 0);
    const picked = rowsOf(plan, this.#lateTurns.isDue(queue.key), room);
    this.#lateTurns.count(queue.key, picked.length, late[0] !== undefined && !picked.includes(late[0]));
    const rows = picked.map(({ id }) => this.#toCall(id));
    this.#call = {
      queue,
      weight: Math.max(plan.need, leastWeight),
      rows,
      startedAtMs: nowMs,
      besideSideJob: this.#side.isBusy,
    };
    return { kind: 'step', key: queue.key, rows };
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
    if (!spec.sideJobs) this.#goOn(sample);
  }

  #encoded(id: string, laneMs: number): void {
    this.#side.encoded(id, laneMs);
    const sample = this.#samples.get(id);
    if (sample?.phase !== 'encoding') return;
    sample.gpuMs += laneMs;
    this.#goOn(sample);
  }

  /** It is before its first step, between two, or after its last. */
  #goOn(sample: Sample): void {
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

  #stepped(laneMs: number, nowMs: number): void {
    const { queue, weight, rows, startedAtMs, besideSideJob } = this.#takeCall();
    const { key, profile } = queue;
    this.#fairKeys.charge(key, laneMs, weight);
    if (!besideSideJob || profile.stepMs(1) === 0) profile.record(rows.length, laneMs);
    this.#stretch.record(nowMs - startedAtMs, profile.stepMs(rows.length));
    for (const sample of this.#inCall(rows)) this.#advance(sample, laneMs / rows.length, nowMs);
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
    this.#goOn(sample);
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
    if (this.#samples.size === 0) this.#fairKeys.clear();
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
