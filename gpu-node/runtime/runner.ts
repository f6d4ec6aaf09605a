import type { Reason } from '@quartet/protos/reasons.ts';
import type { EngineEvent, EngineNews, EngineWork, SampleSpec, StepRow } from '../engine/decisions.ts';
import { Engine } from '../engine/engine.ts';
import type { EncodedPicture } from './pictures.ts';
import { PreviewQueue } from './preview-queue.ts';
import { reasonOfFailure } from './reason-of-failure.ts';
import type { FrozenSample, Sample, SideJobs } from './sample.ts';
import { type RunObserver, StepCall } from './step-call.ts';

/** A sample should have ended after this many times what it takes alone, where nobody says when it is due. */
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
  /** When it should have ended, by `performance.now()`. Absent: after some times what it takes alone. */
  readonly dueAtMs?: number | undefined;
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
  /** The one that runs. */
  #call: StepCall | undefined;

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
    if (this.#call?.has(sampleId)) await betweenSteps(entry, waitMs);
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
    const { sampleId: id, sample, listener, checkpointEveryMs, dueAtMs } = entry;
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
      // Where nobody says when it is due, what it waited for before is nothing that others here should make up for.
      deadlineAtMs: dueAtMs ?? performance.now() + deadlineFactor * estimateMs,
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
    if (work.kind === 'step') void this.#step(work.rows, work.goesOn);
    else if (work.kind === 'halt') this.#call?.halt();
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

  /** @param goesOn whether the lane may go on with them until it is halted */
  async #step(rows: readonly StepRow[], goesOn: boolean): Promise<void> {
    const call = new StepCall(
      rows.map(({ id, step }) => ({ ...this.#entryOf(id), step })),
      this.#observer,
    );
    this.#call = call;
    const stepped = (events: readonly EngineEvent[]): void => {
      const back = rows.flatMap(({ id }) => this.#entries.get(id) ?? []);
      this.#apply(...events);
      for (const entry of back) releaseWaiting(entry);
    };
    const last = await call.run(goesOn, stepped);
    this.#call = undefined;
    stepped(last);
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
    this.#leave(entry);
    entry.listener.onPicture(picture, gpuMs);
  }

  #fail(entry: Entry, reason: Reason, gpuMs: number): void {
    this.#leave(entry);
    entry.fetching?.abort();
    releaseWaiting(entry);
    entry.listener.onFailed(reason, gpuMs);
  }

  #leave({ sampleId, sample }: Entry): void {
    this.#entries.delete(sampleId);
    sample.stepper?.forget();
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
