/** What the catalog says as the JSON of the API. Each object is written out, so that nothing leaves by accident. */
import type {
  Generation,
  GenerationOptions,
  GenerationStatus,
  Image,
  ImageStatus,
  Model,
  Viewer,
  VisibilityResult,
} from '@quartet/protos/generated/index.ts';
import { reasonName } from '@quartet/protos/reasons.ts';
import { planName } from '../policy/plans.ts';
import { visibilityName } from '../policy/visibility.ts';
import type { LiveImageState } from './live-state.ts';
import type { GenerationJson, ImageDetailsJson, ImageJson, MeJson, ModelJson, VisibilityResultJson } from './shapes.ts';
import { sizeName } from './size.ts';

const generationStatusNames: Readonly<Record<GenerationStatus, GenerationJson['status']>> = {
  GENERATION_STATUS_UNSPECIFIED: 'queued',
  GENERATION_STATUS_QUEUED: 'queued',
  GENERATION_STATUS_RUNNING: 'running',
  GENERATION_STATUS_SUCCEEDED: 'succeeded',
  GENERATION_STATUS_FAILED: 'failed',
  GENERATION_STATUS_CANCELED: 'canceled',
};

const imageStatusNames: Readonly<Record<ImageStatus, ImageJson['status']>> = {
  IMAGE_STATUS_UNSPECIFIED: 'queued',
  IMAGE_STATUS_QUEUED: 'queued',
  IMAGE_STATUS_PAINTING: 'painting',
  IMAGE_STATUS_READY: 'ready',
  IMAGE_STATUS_FAILED: 'failed',
  IMAGE_STATUS_CANCELED: 'canceled',
};

const timeOf = (unixMs: number): string => new Date(unixMs).toISOString();

/** A field that every message of its kind carries. Its absence is a defect of the other side. */
export function present<T>(value: T | null | undefined, name: string): T {
  if (value === null || value === undefined) throw new Error(`the catalog sent no ${name}`);
  return value;
}

function optionsJson(options: GenerationOptions) {
  const { prompt, negativePrompt, model, steps, guidance, sampler } = options;
  return { prompt, negative_prompt: negativePrompt, model, steps, guidance, sampler };
}

/** An image within its generation. */
export function imageJson(image: Image, live: LiveImageState = {}): ImageJson {
  const self = `/v1/images/${image.id}`;
  return {
    id: image.id,
    generation_id: image.generationId,
    index: image.index,
    status: imageStatusNames[image.status],
    reason: image.reason === 'REASON_UNSPECIFIED' ? null : reasonName(image.reason),
    seed: image.seed,
    width: image.width,
    height: image.height,
    visibility: visibilityName(image.visibility) ?? 'private',
    action: image.action,
    parent_id: image.parentId || null,
    owner: { id: image.ownerId, handle: image.ownerHandle },
    thumbhash: image.thumbhash || null,
    likes: 0,
    liked: false,
    pinned: false,
    created_at: timeOf(image.createdAtMs),
    urls: { self, file: `${self}/file`, thumbnail: `${self}/thumbnail` },
    ...live,
  };
}

/** An image by itself, with the options it was made with. */
export function imageDetailsJson(image: Image, live: LiveImageState = {}): ImageDetailsJson {
  return { ...imageJson(image, live), ...optionsJson(present(image.options, 'options')) };
}

/** @param live by image id, of images that have not ended. */
export function generationJson(generation: Generation, live: ReadonlyMap<string, LiveImageState>): GenerationJson {
  const options = present(generation.options, 'options');
  const self = `/v1/generations/${generation.id}`;
  return {
    id: generation.id,
    status: generationStatusNames[generation.status],
    created_at: timeOf(generation.createdAtMs),
    ...optionsJson(options),
    count: options.count,
    visibility: visibilityName(options.visibility) ?? 'private',
    seed: options.seed,
    size: sizeName(options),
    magic_prompt: 'off',
    images: generation.images.map((image) => imageJson(image, live.get(image.id))),
    urls: { self, events: `${self}/events`, cancel: `${self}/cancel` },
  };
}

export function modelJson(model: Model): ModelJson {
  return {
    id: model.id,
    name: model.name,
    description: model.description,
    licence: model.licence,
    sizes: model.sizes.map(sizeName),
    default_steps: model.defaultSteps,
    max_steps: model.maxSteps,
    default_guidance: model.defaultGuidance,
    max_guidance: model.maxGuidance,
    default_sampler: model.defaultSampler,
    samplers: model.samplers,
  };
}

export function meJson(viewer: Viewer): MeJson {
  return { id: viewer.userId, handle: viewer.handle, plan: planName(viewer.plan), admin: viewer.admin };
}

export function visibilityResultJson(result: VisibilityResult): VisibilityResultJson {
  const { imageId, reason, image, requiredPlan } = result;
  return {
    image_id: imageId,
    reason: reason === 'REASON_UNSPECIFIED' ? null : reasonName(reason),
    ...(requiredPlan === 'PLAN_UNSPECIFIED' ? {} : { plan: planName(requiredPlan) }),
    image: image ? imageDetailsJson(image) : null,
  };
}
