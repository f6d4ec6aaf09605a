import type { EngineEvent, EngineNews, EngineWork, SampleSpec } from '../engine/decisions.ts';
import { isMilestone, isPreviewDue } from '../engine/previews.ts';

/** When a batch of samples begins. All wait for the device; a batch that has begun runs to its end. */
export interface BatchingPolicy {
  /** The most samples in a batch. */
  readonly size: number;
  /** A batch that is not full begins when the first in it has waited this long. */
  readonly windowMs: number;
  /** What has waited this long lets all others go first, as with Triton's queue timeout and its action `DELAY`. */
  readonly timeoutMs?: number;
}

interface Sample {
  readonly spec: SampleSpec;
  phase: 'to_encode' | 'encoding' | 'waiting' | 'running' | 'to_finish' | 'finishing';
  step: number;
  gpuMs: number;
  readonly admittedMs: number;
  shownAtMs: number;
}

/**
 * What an engine is compared with, in its place in the runner: batches whole runs, as Triton's dynamic batcher and Ray
 * Serve's `@serve.batch` do with a pipeline behind them. Samples may share a batch where a pipeline call could take them
 * together: of one key, with as many steps. Full batches and those whose window has passed go in order of their first
 * sample. One at a time is a size of 1. Encoding and finishing go beside the steps and previews are shown as in the engine, so
 * that only the batching differs. A failure ends the benchmark.
 */
export class WholeRuns {
  readonly #policy: BatchingPolicy;
  /** In order of admission. */
  readonly #samples = new Map<string, Sample>();
  #batch: readonly Sample[] = [];
  #calling = false;
  #sideBusy: Sample | undefined;
  #nowMs = 0;
  #news: EngineNews[] = [];

  constructor(policy: BatchingPolicy) {
    this.#policy = policy;
  }

  get size(): number {
    return this.#samples.size;
  }

  /** When the next window passes; undefined while the device works, infinite while nothing waits. */
  get wakeAtMs(): number | undefined {
    if (this.#batch.length > 0) return undefined;
    return Math.min(...this.#queues().map(([head]) => head.admittedMs)) + this.#policy.windowMs;
  }

  has(id: string): boolean {
    return this.#samples.has(id);
  }

  apply(event: EngineEvent, nowMs: number): void {
    this.#nowMs = nowMs;
    switch (event.kind) {
      case 'admitted':
        this.#samples.set(event.sample.id, {
          spec: event.sample,
          phase: event.sample.sideJobs ? 'to_encode' : 'waiting',
          step: 0,
          gpuMs: 0,
          admittedMs: nowMs,
          shownAtMs: Number.NEGATIVE_INFINITY,
        });
        return;
      case 'encoded':
        this.#sideDone(event.laneMs, 'waiting');
        return;
      case 'stepped':
        this.#stepped(event.laneMs, event.goesOn);
        return;
      case 'finished':
        this.#sideDone(event.laneMs, undefined);
        return;
      case 'canceled':
        this.#end(this.#samples.get(event.id), event.reason);
        return;
      case 'sample_failed':
      case 'step_failed':
      case 'step_out_of_memory':
        throw new Error(`a model of the benchmark fails: ${event.kind}`);
    }
  }

  news(): EngineNews[] {
    const news = this.#news;
    this.#news = [];
    return news;
  }

  plan(): EngineWork[] {
    return [this.#planStep(), this.#planSide()].filter((work) => work !== undefined);
  }

  #stepped(laneMs: number, goesOn: boolean): void {
    this.#calling = goesOn;
    const batch = this.#batch;
    for (const sample of batch) {
      sample.gpuMs += laneMs / batch.length;
      sample.step += 1;
      const { step } = sample;
      const { id, steps } = sample.spec;
      if (!this.#samples.has(id)) continue;
      this.#news.push({ kind: 'progress', id, step, steps });
      if (isPreviewDue(step, steps, sample.shownAtMs, this.#nowMs)) {
        sample.shownAtMs = this.#nowMs;
        this.#news.push({ kind: 'preview', id, step, steps, milestone: isMilestone(step, steps) });
      }
      if (step === steps) sample.phase = 'to_finish';
    }
    this.#batch = batch.filter(({ spec, phase }) => phase === 'running' && this.#samples.has(spec.id));
  }

  #sideDone(laneMs: number, next: Sample['phase'] | undefined): void {
    const sample = this.#sideBusy;
    this.#sideBusy = undefined;
    if (!sample) throw new Error('a job came back that was not decided');
    sample.gpuMs += laneMs;
    if (next) sample.phase = next;
    else this.#end(sample, undefined);
  }

  #end(sample: Sample | undefined, reason: (EngineNews & { kind: 'ended' })['reason']): void {
    if (!sample || !this.#samples.delete(sample.spec.id)) return;
    this.#news.push({ kind: 'ended', id: sample.spec.id, reason, gpuMs: sample.gpuMs });
  }

  #planStep(): EngineWork | undefined {
    if (this.#calling) return undefined;
    if (this.#batch.length === 0) this.#batch = this.#nextBatch();
    const [first] = this.#batch;
    if (!first) return undefined;
    this.#calling = true;
    const rows = this.#batch.map(({ spec, step }) => ({ id: spec.id, step }));
    return { kind: 'step', key: first.spec.key, rows, goesOn: true };
  }

  #nextBatch(): Sample[] {
    const { size, windowMs } = this.#policy;
    const ripe = this.#queues().find((queue) => queue.length >= size || this.#nowMs >= queue[0].admittedMs + windowMs);
    const batch = ripe?.slice(0, size) ?? [];
    for (const sample of batch) sample.phase = 'running';
    return batch;
  }

  /** Those that wait and may share a batch, each list and the lists in order of admission, what has timed out last. */
  #queues(): [Sample, ...Sample[]][] {
    const { timeoutMs = Infinity } = this.#policy;
    const waiting = [...this.#samples.values()].filter(({ phase }) => phase === 'waiting');
    const hasTimedOut = ({ admittedMs }: Sample): boolean => this.#nowMs >= admittedMs + timeoutMs;
    const queues = new Map<string, [Sample, ...Sample[]]>();
    for (const sample of [...waiting.filter((each) => !hasTimedOut(each)), ...waiting.filter(hasTimedOut)]) {
      const kind = `${sample.spec.key} ${sample.spec.steps}`;
      const queue = queues.get(kind);
      if (queue) queue.push(sample);
      else queues.set(kind, [sample]);
    }
    return [...queues.values()];
  }

  /** Encodings first, for they are short. */
  #planSide(): EngineWork | undefined {
    if (this.#sideBusy) return undefined;
    for (const [phase, busy, kind] of [
      ['to_encode', 'encoding', 'encode'],
      ['to_finish', 'finishing', 'finish'],
    ] as const) {
      for (const sample of this.#samples.values()) {
        if (sample.phase !== phase) continue;
        sample.phase = busy;
        this.#sideBusy = sample;
        return { kind, id: sample.spec.id };
      }
    }
    return undefined;
  }
}
