import type { PaintWork, TaskContent } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import type { StepTimes } from '../engine/step-times.ts';
import type { Lane } from '../runtime/lane.ts';
import type { LaneOutput, LanePicture } from '../runtime/lane-messages.ts';
import { type EncodedPicture, encodePicture, encodePreview, previewSize } from '../runtime/pictures.ts';
import type { Sample, SideJobs } from '../runtime/sample.ts';
import type { StepFeeds } from '../runtime/join-feeds.ts';
import { createSampler } from '../samplers/index.ts';
import { NoiseGenerator } from '../samplers/noise.ts';
import type { Sampler } from '../samplers/sampler.ts';
import { type DenoiseRow, type LatentShape, advanceRow, denoiseFeeds } from './denoise-call.ts';
import type { Embedding } from './embedding-cache.ts';
import { latentsToRgb } from './latent-rgb.ts';
import type { PaintModel } from './paint-model.ts';

/** A picture that is painted: its noise becomes latents step by step, which are decoded and enlarged in the end. */
export class PaintSample implements Sample {
  readonly key: string;
  readonly lane: Lane;
  readonly graph: string;
  readonly profile: StepTimes;
  readonly batchCap: number;
  readonly padTo = undefined;
  readonly steps: number;
  readonly firstStep = 0;
  readonly sharedTimesteps = undefined;
  readonly estimateMs: number;
  readonly sideJobs: SideJobs;
  readonly #model: PaintModel;
  readonly #content: TaskContent;
  readonly #work: PaintWork;
  readonly #shape: LatentShape;
  readonly #sampler: Sampler;
  readonly #noise: NoiseGenerator;
  readonly #latents: Float32Array;
  /** The latents without their noise, as estimated at the last step: what previews show. */
  #estimate: Float32Array | undefined;
  /** Undefined until the prompt is encoded. */
  #embeddings: { readonly prompt: Embedding; readonly negative: Embedding | undefined } | undefined;
  #encodeMs = 0;
  /** Undefined until it is finished. */
  #picture: LanePicture | undefined;

  private constructor(model: PaintModel, content: TaskContent, work: PaintWork, shape: LatentShape, sampler: Sampler) {
    const [channels, height, width] = shape;
    this.key = `${model.id} ${shape.join('x')} ${isGuided(work) ? 'guided' : 'plain'}`;
    this.lane = model.lanes.steps;
    this.graph = model.folder.graphs.unet;
    this.profile = model.profileOf(shape, isGuided(work));
    this.batchCap = model.batchCap;
    this.steps = work.steps;
    this.estimateMs = work.steps * this.profile.stepMs(1) + model.overheadMs;
    this.sideJobs = { encode: () => this.#encode(), finish: () => this.#finish() };
    this.#model = model;
    this.#content = content;
    this.#work = work;
    this.#shape = shape;
    this.#sampler = sampler;
    this.#noise = new NoiseGenerator(work.seed);
    this.#latents = this.#noise.normal(channels * height * width).map((value) => value * sampler.initNoiseSigma);
  }

  /**
   * A model's sample for this content.
   * @throws ReasonError when the model cannot paint what is asked for
   */
  static of(model: PaintModel, content: TaskContent): PaintSample {
    const { manifest, scheduler } = model.folder;
    const { paint: work } = content;
    if (!work) throw new ReasonError('REASON_INVALID_FIELD', { field: 'work', expected: 'paint' });
    const shape = model.shapeOf(content.width, content.height);
    if (!shape) throw new ReasonError('REASON_UNSUPPORTED_SIZE');
    if (work.steps < 1 || work.steps > manifest.max_steps) {
      throw new ReasonError('REASON_INVALID_FIELD', { field: 'steps', expected: `1 to ${manifest.max_steps}` });
    }
    if (!(work.guidance >= 0 && work.guidance <= manifest.max_guidance)) {
      throw new ReasonError('REASON_INVALID_FIELD', { field: 'guidance', expected: `0 to ${manifest.max_guidance}` });
    }
    const offered = manifest.samplers.includes(work.sampler);
    const sampler = offered ? createSampler(work.sampler, scheduler, work.steps) : undefined;
    if (!sampler) {
      throw new ReasonError('REASON_INVALID_FIELD', { field: 'sampler', expected: manifest.samplers.join(', ') });
    }
    return new PaintSample(model, content, work, shape, sampler);
  }

  timestep(step: number): number {
    return this.#sampler.timesteps[step] ?? Number.NaN;
  }

  feeds(step: number): StepFeeds {
    return denoiseFeeds(this.#rowAt(step), this.#shape);
  }

  advance(step: number, { data }: LaneOutput): boolean {
    this.#estimate = advanceRow(this.#rowAt(step), data);
    return this.#estimate !== undefined;
  }

  preview(): (() => Promise<Buffer>) | undefined {
    if (!this.#estimate) return undefined;
    const [, height, width] = this.#shape;
    const data = latentsToRgb(this.#estimate, this.#shape, this.#model.folder.manifest.latent_rgb);
    return () => encodePreview({ data, width, height, channels: 3 }, previewSize(this.#content));
  }

  picture(): Promise<EncodedPicture> {
    if (!this.#picture) throw new Error('a sample is finished without a picture');
    const { rgb: data, width, height } = this.#picture;
    return encodePicture({ data, width, height, channels: 3 });
  }

  #rowAt(step: number): DenoiseRow {
    if (!this.#embeddings) throw new Error('a sample steps before it is encoded');
    const { guidance } = this.#work;
    return { latents: this.#latents, sampler: this.#sampler, noise: this.#noise, step, ...this.#embeddings, guidance };
  }

  async #encode(): Promise<number> {
    const { prompt: wanted, negativePrompt } = this.#work;
    const { result, laneMs } = await this.#model.encode(isGuided(this.#work) ? [wanted, negativePrompt] : [wanted]);
    const [prompt, negative] = result;
    if (!prompt) throw new Error('a prompt has no embedding');
    this.#embeddings = { prompt, negative };
    this.#encodeMs = laneMs;
    return laneMs;
  }

  async #finish(): Promise<number> {
    const { result, laneMs } = await this.#model.finish(this.#latents, this.#shape);
    this.#model.recordOverhead(this.#encodeMs + laneMs);
    if (!result.sound) throw new ReasonError('REASON_BAD_OUTPUT');
    this.#picture = result;
    return laneMs;
  }
}

/** Guidance above 1 doubles the sample inside each call. */
export function isGuided({ guidance }: Pick<PaintWork, 'guidance'>): boolean {
  return guidance > 1;
}
