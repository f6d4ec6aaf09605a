import type { PaintWork, TaskContent } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import type { StepTimes } from '../engine/step-times.ts';
import type { Constants } from '../runtime/constants.ts';
import type { LanePicture } from '../runtime/lane-messages.ts';
import type { Lane } from '../runtime/lane.ts';
import { type EncodedPicture, encodePicture, previewSize } from '../runtime/pictures.ts';
import { RemoteStepper } from '../runtime/remote-stepper.ts';
import type { FrozenSample, SampleOnLane, SideJobs } from '../runtime/sample.ts';
import type { StepperState } from '../runtime/stepper.ts';
import { type PaintPlan, planPaint } from './accept-paint.ts';
import { type Kept, beginLatents } from './begin-latents.ts';
import type { PaintModel } from './paint-model.ts';
import type { PaintStart } from './paint-stepper.ts';
import { makePreview } from './preview-process.ts';
import type { ShapeTimes } from './shape-profiles.ts';
import { type StartPicture, fetchStart } from './start-picture.ts';

/** A preview has at most so many pixels a latent in each direction: more look the same, and take cores from the steps. */
const previewPixels = 4;

/** A sample whose prompt and picture are encoded. */
interface Begun {
  readonly kept: Kept | undefined;
  readonly constants: Constants;
  /** Where it is; replaced, never changed. */
  readonly state: StepperState;
}

/** A picture that is painted: its noise becomes latents step by step, which are decoded and enlarged in the end. */
export class PaintSample implements SampleOnLane {
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
  readonly stepper: RemoteStepper;
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
    this.estimateMs = (this.steps - this.firstStep) * this.profile.undisturbedMs + this.#times.overheadMs;
    this.sideJobs = { encode: () => this.#encode(), finish: () => this.#finish() };
    this.stepper = new RemoteStepper(this.lane, this);
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

  start(id: number): PaintStart {
    const { doubled, setup } = this.#plan;
    const { guidance, seed } = this.#work;
    return { id, parts: this.#model.parts, setup, doubled, guidance, seed, done: this.#done, ...this.#beginning() };
  }

  moved(step: number, state: StepperState): void {
    this.#begun = { ...this.#beginning(), state };
    this.#done = step + 1;
  }

  freeze(): FrozenSample {
    const { latents, samplerState, noisePosition } = this.#beginning().state;
    return {
      sampler: this.#work.sampler,
      step: this.#done,
      latents,
      samplerState,
      noisePosition,
    };
  }

  preview(): (() => Promise<Buffer>) | undefined {
    const latents = this.#begun?.state.estimate;
    if (!latents) return undefined;
    const { shape } = this.#plan;
    const fit = this.#model.folder.manifest.latent_rgb;
    const size = previewSize(this.#content, previewPixels * Math.max(shape[1], shape[2]));
    return () => makePreview({ latents, shape, fit, size });
  }

  picture(): Promise<EncodedPicture> {
    if (!this.#picture) throw new Error('a sample is finished without a picture');
    const { rgb: data, width, height } = this.#picture;
    return encodePicture({ data, width, height, channels: 3 });
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
    const { latents, noise, kept } = beginLatents(seed, shape, sampler, begin, picture);
    const state = frozen ?? { latents, samplerState: sampler.save(), noisePosition: noise.position };
    this.#begun = {
      kept,
      constants: this.#model.constantsOf(prompts.result, shape, guidance),
      state: { ...state, estimate: undefined },
    };
    this.#start = undefined;
    this.#encodeMs = prompts.laneMs + (encoded?.laneMs ?? 0);
    return this.#encodeMs;
  }

  async #finish(): Promise<number> {
    const { result, laneMs } = await this.#model.finish(this.#beginning().state.latents, this.#plan.shape);
    this.#model.profiles.recordOverhead(this.#times, this.#encodeMs + laneMs);
    if (!result.sound) throw new ReasonError('REASON_BAD_OUTPUT');
    this.#picture = result;
    return laneMs;
  }
}
