import type { Constants } from '../runtime/constants.ts';
import type { GraphInfo, LaneOutput, StepFeeds } from '../runtime/lane-messages.ts';
import type { Stepper, StepperStart, StepperState } from '../runtime/stepper.ts';
import { createSampler } from '../samplers/index.ts';
import { NoiseGenerator } from '../samplers/noise.ts';
import type { Sampler } from '../samplers/sampler.ts';
import type { SchedulerConfig } from '../samplers/scheduler-config.ts';
import type { PaintParts } from '../store/paint-folder.ts';
import { type Kept, blend, keepPicture } from './begin-latents.ts';
import { type DenoiseRow, advanceRow, denoiseFeeds } from './denoise-call.ts';
import type { Denoiser, LatentShape } from './denoisers/denoiser.ts';
import { createDenoiser } from './denoisers/index.ts';

/** What a painting's sampler is, beside what it remembers. */
export interface SamplerSetup {
  readonly name: string;
  readonly scheduler: SchedulerConfig;
  /** Of the whole way from noise. */
  readonly steps: number;
  /** The step that painting begins at. */
  readonly begin: number;
  readonly shape: LatentShape;
}

/** A painting that is to step: plain data. */
export interface PaintStart extends StepperStart {
  readonly parts: Pick<PaintParts, 'pipeline' | 'latentPixels'>;
  readonly setup: SamplerSetup;
  /** Whether it is in each call twice. */
  readonly doubled: boolean;
  readonly guidance: number;
  readonly seed: number;
  /** Undefined where all of the picture is painted. */
  readonly kept: Kept | undefined;
  readonly constants: Constants;
  /** Steps that are done, counted from where painting began. */
  readonly done: number;
  /** Where it is now. */
  readonly state: StepperState;
}

/** A sampler for one painting; undefined for a name that is not there. See `createSampler`. */
export function createPaintSampler(denoiser: Denoiser, setup: SamplerSetup): Sampler | undefined {
  const { name, scheduler, steps, begin, shape } = setup;
  const flow = denoiser.flow(shape);
  return createSampler(name, scheduler, steps, { firstStep: begin, ...(flow && { flow }) });
}

/** Takes a painting from step to step: its noise becomes latents. On a lane's thread. */
export class PaintStepper implements Stepper {
  readonly constants: Constants;
  readonly #denoiser: Denoiser;
  readonly #begin: number;
  readonly #kept: Kept | undefined;
  /** Of the next step, but for which that is. */
  readonly #row: Omit<DenoiseRow, 'step'>;

  /** @param start its latents are moved on in place */
  constructor({ setup, doubled, guidance, seed, kept, constants, done, state }: PaintStart, denoiser: Denoiser) {
    const sampler = createPaintSampler(denoiser, setup);
    if (!sampler) throw new Error(`no sampler ${setup.name}`);
    sampler.restore(setup.begin + done, state.samplerState);
    const noise = NoiseGenerator.at(seed, state.noisePosition);
    this.constants = constants;
    this.#denoiser = denoiser;
    this.#begin = setup.begin;
    this.#kept = kept;
    this.#row = { latents: state.latents, noise, shape: setup.shape, sampler, doubled, guidance };
  }

  feeds(step: number): StepFeeds {
    return denoiseFeeds(this.#denoiser, { ...this.#row, step: this.#begin + step });
  }

  advance(step: number, { data }: LaneOutput): StepperState | undefined {
    const { latents, sampler, noise } = this.#row;
    let estimate = advanceRow(this.#denoiser, { ...this.#row, step: this.#begin + step }, data);
    if (!estimate) return undefined;
    if (this.#kept) {
      keepPicture(latents, this.#kept, sampler, this.#begin + step + 1);
      // The sampler may keep its estimate for later.
      estimate = estimate.slice();
      blend(estimate, this.#kept.clean, this.#kept.mask);
    }
    return { latents, estimate, samplerState: sampler.save(), noisePosition: noise.position };
  }
}

/** A painting's stepper. @param graph what the loaded denoiser says it takes */
export function createPaintStepper(start: PaintStart, graph: GraphInfo): PaintStepper {
  return new PaintStepper(start, createDenoiser(start.parts, graph));
}
