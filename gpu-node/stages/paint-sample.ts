import type { PaintWork, TaskContent } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import type { StepTimes } from '../engine/step-times.ts';
import type { Constants } from '../runtime/constants.ts';
import type { LaneOutput, LanePicture, StepFeeds } from '../runtime/lane-messages.ts';
import type { Lane } from '../runtime/lane.ts';
import { type EncodedPicture, encodePicture, previewSize } from '../runtime/pictures.ts';
import type { FrozenSample, Sample, SideJobs } from '../runtime/sample.ts';
import { type PaintPlan, planPaint } from './accept-paint.ts';
import { type Beginning, beginLatents, blend, keepPicture } from './begin-latents.ts';
import { type DenoiseRow, denoiseFeeds } from './denoise-call.ts';
import type { PaintModel } from './paint-model.ts';
import { makePreview } from './preview-thread.ts';
import { resumeLatents } from './resume-latents.ts';
import type { ShapeTimes } from './shape-profiles.ts';
import { type StartPicture, fetchStart } from './start-picture.ts';

/** A sample whose prompt and picture are encoded. */
interface Begun extends Beginning {
  readonly constants: Constants;
}

/** A picture that is painted: its noise becomes latents step by step, which are decoded and enlarged in the end. */
export class PaintSample implements Sample {
  readonly key: string;
  readonly lane: Lane;
  readonly graph: string;
  readonly profile: StepTimes;
  readonly batchCap: number;
  readonly padTo: number | undefined;
  readonly steps: number;
  readonly firstStep: number;
  readonly sharedTimesteps: readonly number[] | undefined;
  readonly estimateMs: number;
  readonly sideJobs: SideJobs;
  /** Absent where painting does not start from a picture. */
  readonly fetch?: (signal: AbortSignal) => Promise<void>;
  readonly #model: PaintModel;
  readonly #content: TaskContent;
  readonly #work: PaintWork;
  readonly #plan: PaintPlan;
  readonly #times: ShapeTimes;
  /** Steps done. */
  #done: number;
  /** Undefined until it is fetched. */
  #start: StartPicture | undefined;
  /** Undefined until prompt and picture are encoded. */
  #begun: Begun | undefined;
  /** The latents without their noise, as estimated at the last step: what previews show. */
  #estimate: Float32Array | undefined;
  #encodeMs = 0;
  /** Undefined until it is finished. */
  #picture: LanePicture | undefined;

  private constructor(model: PaintModel, content: TaskContent, work: PaintWork, plan: PaintPlan) {
    const { shape, sampler, begin, doubled, frozen, sources, painted } = plan;
    this.#model = model;
    this.#content = content;
    this.#work = work;
    this.#plan = plan;
    this.#times = model.profiles.of({ width: content.width, height: content.height, doubled });
    this.#done = frozen?.step ?? 0;
    this.key = `${model.id} ${shape.join('x')} ${doubled ? 'guided' : 'plain'}`;
    this.lane = model.lanes.steps;
    this.graph = model.folder.graphs.denoiser;
    this.profile = this.#times.stepTimes;
    this.batchCap = model.callSize.batchCap;
    this.padTo = model.callSize.padTo;
    this.steps = sampler.timesteps.length - begin;
    this.firstStep = this.#done;
    this.sharedTimesteps = model.denoiser.sharesTimestep ? sampler.timesteps.slice(begin) : undefined;
    this.estimateMs = (this.steps - this.firstStep) * this.profile.stepMs(1) + this.#times.overheadMs;
    this.sideJobs = { encode: () => this.#encode(), finish: () => this.#finish() };
    if (sources) {
      this.fetch = async (signal) => {
        this.#start = await fetchStart(sources, painted, shape, signal);
      };
    }
  }

  /**
   * A model's sample for this content.
   * @param frozen where it got to elsewhere
   * @throws ReasonError when the model cannot paint what is asked for, or `frozen` is not of such a sample
   */
  static of(model: PaintModel, content: TaskContent, frozen?: FrozenSample): PaintSample {
    const { paint: work } = content;
    if (!work) throw new ReasonError('REASON_INVALID_FIELD', { field: 'work', expected: 'paint' });
    return new PaintSample(model, content, work, planPaint(model, content, work, frozen));
  }

  timestep(step: number): number {
    return this.#plan.sampler.timesteps[this.#plan.begin + step] ?? Number.NaN;
  }

  feeds(step: number): StepFeeds {
    return denoiseFeeds(this.#model.denoiser, this.#rowAt(step));
  }

  constants(): Constants {
    return this.#beginning().constants;
  }

  advance(step: number, output: LaneOutput): boolean {
    const { latents, kept } = this.#beginning();
    const { sampler, begin } = this.#plan;
    this.#estimate = this.#model.advance(this.#rowAt(step), output);
    this.#done = step + 1;
    if (!this.#estimate) return false;
    if (kept) {
      keepPicture(latents, kept, sampler, begin + step + 1);
      // The sampler may keep its estimate for later.
      this.#estimate = this.#estimate.slice();
      blend(this.#estimate, kept.clean, kept.mask);
    }
    return true;
  }

  freeze(): FrozenSample {
    const { latents, noise } = this.#beginning();
    return {
      sampler: this.#work.sampler,
      step: this.#done,
      latents: latents.slice(),
      samplerState: this.#plan.sampler.save(),
      noisePosition: noise.position,
    };
  }

  preview(): (() => Promise<Buffer>) | undefined {
    if (!this.#estimate) return undefined;
    const latents = this.#estimate;
    const { shape } = this.#plan;
    const fit = this.#model.folder.manifest.latent_rgb;
    return () => makePreview({ latents, shape, fit, size: previewSize(this.#content) });
  }

  picture(): Promise<EncodedPicture> {
    if (!this.#picture) throw new Error('a sample is finished without a picture');
    const { rgb: data, width, height } = this.#picture;
    return encodePicture({ data, width, height, channels: 3 });
  }

  #rowAt(step: number): DenoiseRow {
    const { shape, sampler, begin, doubled } = this.#plan;
    const { latents, noise } = this.#beginning();
    return { latents, noise, shape, sampler, step: begin + step, doubled, guidance: this.#work.guidance };
  }

  #beginning(): Begun {
    if (!this.#begun) throw new Error('a sample steps before it is encoded');
    return this.#begun;
  }

  async #encode(): Promise<number> {
    const { prompt, negativePrompt, guidance, seed, strength } = this.#work;
    const { doubled, shape, sampler, begin, frozen } = this.#plan;
    const prompts = await this.#model.encode(prompt, doubled ? negativePrompt : undefined);
    const start = this.#start;
    const encoded = start && (await this.#model.encodePicture(start.planes));
    const picture = encoded && { encoded: encoded.result, mask: start?.mask, strength, ...this.#model.folder };
    const beginning = beginLatents(seed, shape, sampler, begin, picture);
    const latents = frozen ? resumeLatents(beginning, seed, frozen) : beginning;
    this.#begun = { ...latents, constants: this.#model.constantsOf(prompts.result, shape, guidance) };
    this.#start = undefined;
    this.#encodeMs = prompts.laneMs + (encoded?.laneMs ?? 0);
    return this.#encodeMs;
  }

  async #finish(): Promise<number> {
    const { result, laneMs } = await this.#model.finish(this.#beginning().latents, this.#plan.shape);
    this.#model.profiles.recordOverhead(this.#times, this.#encodeMs + laneMs);
    if (!result.sound) throw new ReasonError('REASON_BAD_OUTPUT');
    this.#picture = result;
    return laneMs;
  }
}
