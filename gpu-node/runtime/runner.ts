import { type Reason, ReasonError } from '@quartet/protos/reasons.ts';
import type { EngineEvent, EngineNews, EngineWork, SampleSpec, StepRow } from '../engine/decisions.ts';
import { Engine } from '../engine/engine.ts';
import { callSteps } from './call-steps.ts';
import { LaneError } from './lane.ts';
import type { EncodedPicture } from './pictures.ts';
import { PreviewQueue } from './preview-queue.ts';
import type { FrozenSample, Sample, SideJobs } from './sample.ts';

/** A sample should have ended after this many times what it takes alone. */
export const deadlineFactor = 5;
/** How much device time may be lost with a node, where nothing else is asked for. */
const usualCheckpointEveryMs = 10_000;

/** What a runner says of one sample. After `onPicture` or `onFailed` nothing follows. */
export interface RunListener {
  onStep(step: number): void;
  /** @param milestone one of the previews that are always shown */
  onPreview(step: number, webp: Buffer, milestone: boolean): void;
  /** It was frozen before, between or after its steps; absent where nobody keeps that: then it is not done. */
  onCheckpoint?(frozen: FrozenSample): void;
  onPicture(picture: EncodedPicture, gpuMs: number): void;
  onFailed(reason: Reason, gpuMs: number): void;
}

/** A picture to be worked on. */
export interface RunRequest {
  /** Never used again. */
  readonly sampleId: string;
  readonly taskId: string;
  readonly model: string;
  readonly sample: Sample;
  /** Device time after which it is frozen again, milliseconds; 10 s when absent; 0: before its first step and after each. */
  readonly checkpointEveryMs?: number;
}

/** One call of a step, for the step log and metrics. */
export interface CallReport {
  readonly model: string;
  readonly taskIds: readonly string[];
  readonly timesteps: readonly number[];
}

/** Hears of every call of a step. */
export interface RunObserver {
  onCallStarted(report: CallReport): void;
  onCallDone(report: CallReport, laneMs: number): void;
}

/** What decides what the lanes do: the engine. Benchmarks put in its place what it is compared with. */
export type Decider = Pick<Engine, 'apply' | 'news' | 'plan' | 'has'>;

interface Entry extends RunRequest {
  readonly listener: RunListener;
  /** Ends what it fetches; undefined once the engine has it. */
  fetching: AbortController | undefined;
  /** Steps done. */
  step: number;
  /** Called when its call is back, or when it has ended. */
  readonly onBetweenSteps: (() => void)[];
  readonly previews: PreviewQueue;
}

/**
 * Works on samples of all stages: hands the engine what happened, carries out what it decides on the lanes, and keeps the
 * samples. One loop owns the engine; nothing here waits between reading its state and changing it.
 */
export class Runner {
  readonly #engine: Decider;
  readonly #observer: RunObserver;
  readonly #entries = new Map<string, Entry>();
  /** What has happened and the engine has not heard of. */
  readonly #inbox: EngineEvent[] = [];
  #running = false;
  /** In the call that runs. */
  #calling: ReadonlySet<string> = new Set();

  constructor(observer: RunObserver, engine: Decider = new Engine()) {
    this.#observer = observer;
    this.#engine = engine;
  }

  /** Starts a sample. */
  run(request: RunRequest, listener: RunListener): void {
    const { sampleId, sample } = request;
    const entry: Entry = {
      ...request,
      listener,
      fetching: undefined,
      step: 0,
      onBetweenSteps: [],
      previews: new PreviewQueue(),
    };
    this.#entries.set(sampleId, entry);
    if (sample.fetch) void this.#fetch(entry);
    else this.#admit(entry);
  }

  /** Ends a sample: the next step runs without it. Does nothing when it has ended. */
  cancel(sampleId: string, reason: Reason): void {
    const entry = this.#entries.get(sampleId);
    if (entry?.fetching) this.#fail(entry, reason, 0);
    else this.#apply({ kind: 'canceled', id: sampleId, reason });
  }

  /**
   * What another node needs to go on from here, taken between two steps or after the last: now, or when the call that runs is
   * back; where that takes too long, as it was before the call. Undefined when nothing would be gained: no step was done here,
   * or the sample has ended or cannot be frozen.
   * @param waitMs for the call at the most
   */
  async freeze(sampleId: string, waitMs: number): Promise<FrozenSample | undefined> {
    const entry = this.#entries.get(sampleId);
    if (!entry) return undefined;
    if (this.#calling.has(sampleId)) await betweenSteps(entry, waitMs);
    const { sample, step } = entry;
    if (!this.#engine.has(sampleId) || step === sample.firstStep) return undefined;
    return sample.freeze?.();
  }

  async #fetch(entry: Entry): Promise<void> {
    const abort = new AbortController();
    entry.fetching = abort;
    try {
      await entry.sample.fetch?.(abort.signal);
    } catch (error) {
      const reason = reasonOfFailure(error);
      if (!abort.signal.aborted) this.#fail(entry, reason, 0);
      return;
    }
    if (abort.signal.aborted) return;
    entry.fetching = undefined;
    this.#admit(entry);
  }

  #admit(entry: Entry): void {
    const { sampleId: id, sample, listener, checkpointEveryMs } = entry;
    const { key, profile, steps, firstStep, sharedTimesteps, estimateMs, padTo } = sample;
    const batchCap = Math.min(sample.batchCap, padTo ?? Number.POSITIVE_INFINITY);
    entry.step = firstStep;
    const freezes = sample.freeze !== undefined && listener.onCheckpoint !== undefined;
    const spec: SampleSpec = {
      id,
      key,
      profile,
      batchCap,
      steps,
      firstStep,
      sharedTimesteps,
      estimateMs,
      // What it waited for before is nothing that others here should make up for.
      deadlineAtMs: performance.now() + deadlineFactor * estimateMs,
      sideJobs: sample.sideJobs !== undefined,
      checkpointEveryMs: freezes ? (checkpointEveryMs ?? usualCheckpointEveryMs) : undefined,
    };
    this.#apply({ kind: 'admitted', sample: spec });
  }

  #apply(...events: readonly EngineEvent[]): void {
    this.#inbox.push(...events);
    // A listener that starts or cancels in its turn finds the loop running, which takes its wish in next.
    if (this.#running) return;
    this.#running = true;
    try {
      this.#loop();
    } finally {
      this.#running = false;
    }
  }

  #loop(): void {
    for (;;) {
      for (let event = this.#inbox.shift(); event; event = this.#inbox.shift()) {
        this.#engine.apply(event, performance.now());
      }
      const told = this.#engine.news();
      // The lanes go first: whatever is told of samples, previews above all, takes time in which the device would stand still.
      for (const work of this.#engine.plan(performance.now())) this.#start(work);
      for (const news of told) this.#tell(news);
      if (this.#inbox.length === 0) return;
    }
  }

  #start(work: EngineWork): void {
    if (work.kind === 'step') void this.#step(work.rows);
    else void this.#sideJob(work.kind, this.#entryOf(work.id));
  }

  #tell(news: EngineNews): void {
    const entry = this.#entries.get(news.id);
    if (!entry) return;
    if (news.kind === 'progress') {
      entry.step = news.step;
      entry.listener.onStep(news.step);
    } else if (news.kind === 'preview') this.#preview(entry, news.step, news.milestone);
    else if (news.kind === 'checkpoint') this.#checkpoint(entry);
    else if (news.reason === undefined) void this.#deliver(entry, news.gpuMs);
    else this.#fail(entry, news.reason, news.gpuMs);
  }

  async #sideJob(kind: 'encode' | 'finish', { sampleId: id, sample }: Entry): Promise<void> {
    try {
      const laneMs = await sideJobsOf(sample)[kind]();
      this.#apply({ kind: kind === 'encode' ? 'encoded' : 'finished', id, laneMs });
    } catch (error) {
      this.#apply({ kind: 'sample_failed', id, reason: reasonOfFailure(error) });
    }
  }

  async #step(rows: readonly StepRow[]): Promise<void> {
    this.#calling = new Set(rows.map(({ id }) => id));
    const events = await this.#call(rows);
    this.#calling = new Set();
    const back = rows.flatMap(({ id }) => this.#entries.get(id) ?? []);
    this.#apply(...events);
    for (const entry of back) releaseWaiting(entry);
  }

  /** One call of a graph, its samples moved on by what came of it. */
  async #call(rows: readonly StepRow[]): Promise<EngineEvent[]> {
    const calls = rows.map(({ id, step }) => ({ ...this.#entryOf(id), step }));
    const [first] = calls;
    if (!first) throw new Error('the engine decided on a call without samples');
    const report: CallReport = {
      model: first.model,
      taskIds: calls.map(({ taskId }) => taskId),
      timesteps: calls.map(({ sample, step }) => sample.timestep(step)),
    };
    const running = callSteps(calls);
    this.#observer.onCallStarted(report);
    let answer: Awaited<typeof running>;
    try {
      answer = await running;
    } catch (error) {
      const reason = reasonOfFailure(error);
      // A padded call would be as large with fewer samples.
      const smaller = reason === 'REASON_OUT_OF_MEMORY' && first.sample.padTo === undefined;
      return [smaller ? { kind: 'step_out_of_memory' } : { kind: 'step_failed', reason }];
    }
    const { outputs, laneMs } = answer;
    const failures: EngineEvent[] = [];
    for (const [index, { sampleId: id, sample, step }] of calls.entries()) {
      const output = outputs[index];
      if (!output || !this.#engine.has(id)) continue;
      if (!sample.advance(step, output)) failures.push({ kind: 'sample_failed', id, reason: 'REASON_BAD_OUTPUT' });
    }
    this.#observer.onCallDone(report, laneMs);
    return [...failures, { kind: 'stepped', laneMs }];
  }

  #checkpoint({ sample, listener }: Entry): void {
    const frozen = sample.freeze?.();
    if (frozen) listener.onCheckpoint?.(frozen);
  }

  #preview({ sampleId, sample, listener, previews }: Entry, step: number, milestone: boolean): void {
    previews.push(
      () => sample.preview(),
      milestone,
      (webp) => {
        if (this.#entries.has(sampleId)) listener.onPreview(step, webp, milestone);
      },
    );
  }

  /** Encodes a finished picture, beside the lanes, and hands it over after its last preview. */
  async #deliver(entry: Entry, gpuMs: number): Promise<void> {
    let picture: EncodedPicture;
    try {
      picture = await entry.sample.picture();
    } catch (error) {
      this.#fail(entry, reasonOfFailure(error), gpuMs);
      return;
    }
    await entry.previews.settled;
    this.#entries.delete(entry.sampleId);
    entry.listener.onPicture(picture, gpuMs);
  }

  #fail(entry: Entry, reason: Reason, gpuMs: number): void {
    this.#entries.delete(entry.sampleId);
    entry.fetching?.abort();
    releaseWaiting(entry);
    entry.listener.onFailed(reason, gpuMs);
  }

  #entryOf(id: string): Entry {
    const entry = this.#entries.get(id);
    if (!entry) throw new Error('the engine decided on a sample that is gone');
    return entry;
  }
}

/** Resolves when the call that runs is back, or after a while: until then nothing of the sample changes. */
function betweenSteps({ onBetweenSteps }: Entry, limitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, limitMs);
    onBetweenSteps.push(() => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Whoever waits for the sample to be between two steps goes on. */
function releaseWaiting({ onBetweenSteps }: Entry): void {
  for (const resolve of onBetweenSteps.splice(0)) resolve();
}

function sideJobsOf({ sideJobs }: Sample): SideJobs {
  if (!sideJobs) throw new Error('the engine decided on a job that the sample does not have');
  return sideJobs;
}

/** Expected failures have reasons; anything else is a defect and ends the process. */
function reasonOfFailure(error: unknown): Reason {
  if (error instanceof ReasonError) return error.reason;
  if (!(error instanceof LaneError)) throw error;
  return error.failure === 'out_of_memory' ? 'REASON_OUT_OF_MEMORY' : 'REASON_INTERNAL';
}
