import type { PaintWork, TaskContent } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import type { PictureSize } from '../runtime/pictures.ts';
import type { FrozenSample } from '../runtime/sample.ts';
import { beginStep } from '../samplers/begin-step.ts';
import type { Sampler } from '../samplers/sampler.ts';
import type { LatentShape } from './denoisers/denoiser.ts';
import type { PaintModel } from './paint-model.ts';
import { type SamplerSetup, createPaintSampler } from './paint-stepper.ts';
import { restoreSampler } from './restore-sampler.ts';
import { type StartSources, startSourcesOf } from './start-picture.ts';

/** How a task is painted, once it is found that it can be. */
export interface PaintPlan {
  /** The decoded picture's size, pixels. */
  readonly painted: PictureSize;
  readonly shape: LatentShape;
  readonly setup: SamplerSetup;
  readonly sampler: Sampler;
  /** The sampler's step that painting begins at: above 0 with a picture that is to be recognised. */
  readonly begin: number;
  /** Whether the sample is in each call twice. */
  readonly doubled: boolean;
  /** What is to be fetched before it begins; undefined where that is nothing. */
  readonly sources: StartSources | undefined;
  /** Where it goes on from; undefined: from the beginning. */
  readonly frozen: FrozenSample | undefined;
}

/**
 * Finds whether a model can paint what is asked for, and how.
 * @throws ReasonError that names the field at fault
 */
export function planPaint(model: PaintModel, stored: TaskContent, work: PaintWork, frozen?: FrozenSample): PaintPlan {
  const { manifest, graphs, latentPixels } = model.folder;
  const shape = model.shapeOf(stored);
  if (!shape) throw new ReasonError('REASON_UNSUPPORTED_SIZE');
  if (work.steps < 1 || work.steps > manifest.max_steps) throw invalid('steps', `1 to ${manifest.max_steps}`);
  if (!(work.guidance >= 0 && work.guidance <= manifest.max_guidance)) {
    throw invalid('guidance', `0 to ${manifest.max_guidance}`);
  }
  const sources = startSourcesOf(work);
  if (sources && graphs.vaeEncoder === undefined) throw invalid('source', 'none: this model paints from prompts alone');
  if (!sources && work.mask) throw invalid('mask', 'none without a source');
  if (sources ? !(work.strength > 0 && work.strength <= 1) : work.strength !== 0) {
    throw invalid('strength', sources ? 'above 0, at most 1' : '0 without a source');
  }
  const begin = sources ? beginStep(work.sampler, work.steps, work.strength) : 0;
  if (begin >= work.steps) throw invalid('strength', `at least ${1 / work.steps}: one step`);
  const setup = { name: work.sampler, scheduler: model.folder.scheduler, steps: work.steps, begin, shape };
  const sampler = manifest.samplers.includes(work.sampler) ? createPaintSampler(model.denoiser, setup) : undefined;
  if (!sampler) throw invalid('sampler', manifest.samplers.join(', '));
  if (frozen) restoreSampler(sampler, begin, shape, work, frozen);
  return {
    painted: { width: shape[2] * latentPixels, height: shape[1] * latentPixels },
    shape,
    setup,
    sampler,
    begin,
    doubled: model.doubles(work.guidance),
    // A picture that is on its way is needed again only where parts of it stay.
    sources: frozen && !sources?.mask ? undefined : sources,
    frozen,
  };
}

function invalid(field: string, expected: string): ReasonError {
  return new ReasonError('REASON_INVALID_FIELD', { field, expected });
}
