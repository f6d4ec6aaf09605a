import type { TaskContent } from '@quartet/protos/generated/index.ts';
import { type Reason, ReasonError } from '@quartet/protos/reasons.ts';
import type { EngineEvent, EngineNews, EngineWork, StepRow } from '../engine/decisions.ts';
import { Engine } from '../engine/engine.ts';
import { createSampler } from '../samplers/index.ts';
import { randn } from '../samplers/noise.ts';
import type { Sampler } from '../samplers/sampler.ts';
import { type DenoiseRow, type LatentShape, advanceRow, denoiseFeeds } from './denoise-call.ts';
import type { Embedding } from './embedding-cache.ts';
import { LaneError } from './lane.ts';
import type { LanePicture } from './lane-messages.ts';
import { latentsToRgb, previewSize } from './latent-rgb.ts';
import type { LoadedModel } from './loaded-model.ts';
import { type EncodedPicture, encodePicture, encodePreview } from './pictures.ts';

/** What a painter says of one sample while it is painted. After `onPicture` or `onFailed` nothing follows. */
export interface PaintListener {
  onStep(step: number): void;
  /** @param milestone one of the previews that are always shown */
  onPreview(step: number, webp: Buffer, milestone: boolean): void;
  onPicture(picture: EncodedPicture, gpuMs: number): void;
  onFailed(reason: Reason, gpuMs: number): void;
}

/** A picture to be painted. */
export interface PaintRequest {
  /** Never used again. */
  readonly sampleId: string;
  readonly taskId: string;
  readonly model: LoadedModel;
  readonly content: TaskContent;
}

/** One denoising call, for the step log and metrics. */
export interface DenoiseReport {
  readonly model: string;
  readonly taskIds: readonly string[];
  readonly timesteps: readonly number[];
}

/** Hears of every denoising call. */
export interface PainterObserver {
  onCallStarted(report: DenoiseReport): void;
  onCallDone(report: DenoiseReport, laneMs: number): void;
}

interface Sample extends PaintRequest {
  readonly shape: LatentShape;
  readonly sampler: Sampler;
  readonly listener: PaintListener;
  readonly latents: Float32Array;
  /** The latents without their noise, as estimated at the last step: what previews show. */
  estimate: Float32Array | undefined;
  /** Undefined until the prompt is encoded. */
  embeddings: { readonly prompt: Embedding; readonly negative: Embedding | undefined } | undefined;
  encodeMs: number;
  /** Undefined until it is finished. */
  picture: LanePicture | undefined;
  /** Previews that are being encoded; each waits for the one before, so that they come out in order. */
  previewsPending: number;
  previewTail: Promise<void>;
}

/**
 * Paints pictures: hands the engine what happened, carries out what it decides on the lanes, and keeps what the engine
 * does not know of: latents, samplers, embeddings. One loop owns the engine; nothing here waits between reading its
 * state and changing it.
 */
export class Painter {
  readonly #engine: Engine;
  readonly #observer: PainterObserver;
  readonly #samples = new Map<string, Sample>();
  /** What has happened and the engine has not heard of. */
  readonly #inbox: EngineEvent[] = [];
  #running = false;

  constructor(batchCap: number, observer: PainterObserver) {
    this.#engine = new Engine(batchCap);
    this.#observer = observer;
  }

  /**
   * Starts a picture.
   * @throws ReasonError when the model cannot paint what is asked for.
   */
  paint(request: PaintRequest, listener: PaintListener): void {
    const { sampleId, model, content } = request;
    const { manifest, scheduler } = model.folder;
    const shape = model.shapeOf(content.width, content.height);
    if (!shape) throw new ReasonError('REASON_UNSUPPORTED_SIZE');
    if (content.steps < 1 || content.steps > manifest.max_steps) {
      throw new ReasonError('REASON_INVALID_FIELD', { field: 'steps', expected: `1 to ${manifest.max_steps}` });
    }
    if (!(content.guidance >= 0 && content.guidance <= manifest.max_guidance)) {
      throw new ReasonError('REASON_INVALID_FIELD', { field: 'guidance', expected: `0 to ${manifest.max_guidance}` });
    }
    const offered = manifest.samplers.includes(content.sampler);
    const sampler = offered ? createSampler(content.sampler, scheduler, content.steps) : undefined;
    if (!sampler) {
      throw new ReasonError('REASON_INVALID_FIELD', { field: 'sampler', expected: manifest.samplers.join(', ') });
    }
    const [channels, height, width] = shape;
    const noise = randn(content.seed, channels * height * width);
    this.#samples.set(sampleId, {
      ...request,
      shape,
      sampler,
      listener,
      latents: noise.map((value) => value * sampler.initNoiseSigma),
      estimate: undefined,
      embeddings: undefined,
      encodeMs: 0,
      picture: undefined,
      previewsPending: 0,
      previewTail: Promise.resolve(),
    });
    const guided = isGuided(content) ? 'guided' : 'plain';
    const key = `${model.id} ${shape.join('x')} ${guided}`;
    this.#apply({ kind: 'admitted', sample: { id: sampleId, key, steps: content.steps } });
  }

  /** Ends a sample: the next step runs without it. Does nothing when it has ended. */
  cancel(sampleId: string, reason: Reason): void {
    this.#apply({ kind: 'canceled', id: sampleId, reason });
  }

  #apply(...events: readonly EngineEvent[]): void {
    this.#inbox.push(...events);
    // A listener that paints or cancels in its turn finds the loop running, which takes its wish in before it plans.
    if (this.#running) return;
    this.#running = true;
    try {
      this.#run();
    } finally {
      this.#running = false;
    }
  }

  #run(): void {
    for (;;) {
      for (let event = this.#inbox.shift(); event; event = this.#inbox.shift()) {
        this.#engine.apply(event, performance.now());
      }
      for (const news of this.#engine.news()) this.#tell(news);
      if (this.#inbox.length > 0) continue;
      const work = this.#engine.plan();
      if (work.length === 0) return;
      for (const each of work) this.#start(each);
    }
  }

  #start(work: EngineWork): void {
    if (work.kind === 'encode') void this.#encode(this.#sampleOf(work.id));
    else if (work.kind === 'step') void this.#step(work.rows);
    else void this.#finish(this.#sampleOf(work.id));
  }

  #tell(news: EngineNews): void {
    const sample = this.#samples.get(news.id);
    if (!sample) return;
    if (news.kind === 'progress') {
      sample.listener.onStep(news.step);
    } else if (news.kind === 'preview') {
      this.#preview(sample, news.step, news.milestone);
    } else if (news.reason === undefined) {
      void this.#deliver(sample, news.gpuMs);
    } else {
      this.#samples.delete(news.id);
      sample.listener.onFailed(news.reason, news.gpuMs);
    }
  }

  async #encode(sample: Sample): Promise<void> {
    const { sampleId: id, model, content } = sample;
    try {
      const wanted = isGuided(content) ? [content.prompt, content.negativePrompt] : [content.prompt];
      const { result, laneMs } = await model.encode(wanted);
      const [prompt, negative] = result;
      if (!prompt) throw new Error('a prompt has no embedding');
      sample.embeddings = { prompt, negative };
      sample.encodeMs = laneMs;
      this.#apply({ kind: 'encoded', id, laneMs });
    } catch (error) {
      this.#apply({ kind: 'sample_failed', id, reason: reasonOfFailure(error) });
    }
  }

  async #step(rows: readonly StepRow[]): Promise<void> {
    const samples = rows.map(({ id }) => this.#sampleOf(id));
    const calls = rows.map(({ step }, index): DenoiseRow => {
      const { latents, sampler, embeddings, content } = at(samples, index);
      if (!embeddings) throw new Error('a sample steps before it is encoded');
      return { latents, sampler, step, ...embeddings, guidance: content.guidance };
    });
    const { model, shape } = at(samples, 0);
    const report: DenoiseReport = {
      model: model.id,
      taskIds: samples.map(({ taskId }) => taskId),
      timesteps: calls.map(({ sampler, step }) => sampler.timesteps[step] ?? Number.NaN),
    };
    this.#observer.onCallStarted(report);
    let answer: Awaited<ReturnType<LoadedModel['denoise']>>;
    try {
      answer = await model.denoise(denoiseFeeds(calls, shape));
    } catch (error) {
      const reason = reasonOfFailure(error);
      if (reason === 'REASON_OUT_OF_MEMORY') this.#apply({ kind: 'step_out_of_memory' });
      else this.#apply({ kind: 'step_failed', reason });
      return;
    }
    const { result, laneMs } = answer;
    const failures: EngineEvent[] = [];
    for (const [index, { id }] of rows.entries()) {
      if (!this.#engine.has(id)) continue;
      const estimate = advanceRow(at(calls, index), result.data, index, calls.length);
      at(samples, index).estimate = estimate;
      if (!estimate) failures.push({ kind: 'sample_failed', id, reason: 'REASON_BAD_OUTPUT' });
    }
    recordStepTime(at(samples, 0), samples.length, laneMs);
    this.#observer.onCallDone(report, laneMs);
    this.#apply(...failures, { kind: 'stepped', laneMs });
  }

  #preview(sample: Sample, step: number, milestone: boolean): void {
    const { sampleId, shape, estimate, model, content } = sample;
    if (!estimate || (sample.previewsPending > 0 && !milestone)) return;
    const rgb = latentsToRgb(estimate, shape, model.folder.manifest.latent_rgb);
    sample.previewsPending += 1;
    sample.previewTail = sample.previewTail.then(async () => {
      const [, height, width] = shape;
      const webp = await encodePreview(rgb, { width, height }, previewSize(content));
      sample.previewsPending -= 1;
      if (this.#samples.has(sampleId)) sample.listener.onPreview(step, webp, milestone);
    });
  }

  async #finish(sample: Sample): Promise<void> {
    const { sampleId: id, model, latents, shape } = sample;
    try {
      const { result, laneMs } = await model.finish(latents, shape);
      sample.picture = result;
      model.recordOverhead(sample.encodeMs + laneMs);
      if (result.sound) this.#apply({ kind: 'finished', id, laneMs });
      else this.#apply({ kind: 'sample_failed', id, reason: 'REASON_BAD_OUTPUT' });
    } catch (error) {
      this.#apply({ kind: 'sample_failed', id, reason: reasonOfFailure(error) });
    }
  }

  /** Encodes a finished picture, beside the lanes, and hands it over after its last preview. */
  async #deliver(sample: Sample, gpuMs: number): Promise<void> {
    if (!sample.picture) throw new Error('a sample is finished without a picture');
    const picture = await encodePicture(sample.picture);
    await sample.previewTail;
    this.#samples.delete(sample.sampleId);
    sample.listener.onPicture(picture, gpuMs);
  }

  #sampleOf(id: string): Sample {
    const sample = this.#samples.get(id);
    if (!sample) throw new Error('the engine decided on a sample that is gone');
    return sample;
  }
}

/** The profile is of the default size and guidance, as measured at load; other calls say nothing of it. */
function recordStepTime({ model, content }: Sample, batch: number, laneMs: number): void {
  const { sizes, defaults } = model.folder.manifest;
  const usual = content.width === sizes[0]?.width && content.height === sizes[0].height;
  if (usual && isGuided(content) === isGuided(defaults)) model.stepTimes.record(batch, laneMs);
}

/** Guidance above 1 doubles the sample inside each call. */
export function isGuided(content: Pick<TaskContent, 'guidance'>): boolean {
  return content.guidance > 1;
}

/** A lane's expected failures have reasons; anything else is a defect and ends the process. */
function reasonOfFailure(error: unknown): Reason {
  if (!(error instanceof LaneError)) throw error;
  return error.failure === 'out_of_memory' ? 'REASON_OUT_OF_MEMORY' : 'REASON_INTERNAL';
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item ${index} of ${items.length}`);
  return item;
}
