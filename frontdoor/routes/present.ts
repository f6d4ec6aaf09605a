/** What the catalog says as the JSON of the API. Each object is written out, so that nothing leaves by accident. */
import type {
  Action,
  Generation,
  GenerationOptions,
  GenerationStatus,
  Image,
  ImageStatus,
  MagicPrompt,
  Model,
  Plan,
  Viewer,
  VisibilityResult,
} from '@quartet/protos/generated/index.ts';
import { reasonName } from '@quartet/protos/reasons.ts';
import { paintingLimit, planName, rightsOf, waitingLimit } from '../policy/plans.ts';
import { visibilityName } from '../policy/visibility.ts';
import type { LiveImageState } from './live-state.ts';
import type {
  GenerationJson,
  ImageDetailsJson,
  ImageJson,
  ImageWithChildrenJson,
  MeJson,
  ModelJson,
  PlanJson,
  VisibilityResultJson,
} from './shapes.ts';
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

/** Actions as HTTP spells them. */
export const actionNames: Readonly<Record<Action, ImageJson['action']>> = {
  ACTION_UNSPECIFIED: 'generate',
  ACTION_GENERATE: 'generate',
  ACTION_UPSCALE: 'upscale',
  ACTION_REMOVE_BACKGROUND: 'remove-background',
};

const magicPromptNames: Readonly<Record<MagicPrompt, GenerationJson['magic_prompt']>> = {
  MAGIC_PROMPT_UNSPECIFIED: 'off',
  MAGIC_PROMPT_OFF: 'off',
  MAGIC_PROMPT_ON: 'on',
  MAGIC_PROMPT_AUTO: 'auto',
};

const timeOf = (unixMs: number): string => new Date(unixMs).toISOString();

/** A field that every message of its kind carries. Its absence is a defect of the other side. */
export function present<T>(value: T | null | undefined, name: string): T {
  if (value === null || value === undefined) throw new Error(`the catalog sent no ${name}`);
  return value;
}

function optionsJson(options: GenerationOptions, action: Action) {
  const { prompt, negativePrompt, magicPrompt, model, steps, guidance, sampler } = options;
  const isPainted = action === 'ACTION_GENERATE';
  return {
    prompt,
    negative_prompt: negativePrompt,
    magic_prompt: magicPromptNames[magicPrompt],
    model,
    steps: isPainted ? steps : null,
    guidance: isPainted ? guidance : null,
    sampler: isPainted ? sampler : null,
  };
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
    action: actionNames[image.action],
    parent_id: image.parentId || null,
    written_prompt: image.writtenPrompt || null,
    owner: { id: image.ownerId, handle: image.ownerHandle },
    thumbhash: image.thumbhash || null,
    likes: image.likes,
    liked: image.liked,
    pinned: image.pinned,
    created_at: timeOf(image.createdAtMs),
    urls: { self, file: `${self}/file`, thumbnail: `${self}/thumbnail` },
    ...live,
  };
}

/** An image by itself, with the options it was made with. While it is made, `steps` are those of its work. */
export function imageDetailsJson(image: Image, live: LiveImageState = {}): ImageDetailsJson {
  return { ...optionsJson(present(image.options, 'options'), image.action), ...imageJson(image, live) };
}

/** An image by itself, with what was made from it. */
export function imageWithChildrenJson(image: Image, live: LiveImageState = {}): ImageWithChildrenJson {
  return { ...imageDetailsJson(image, live), children: image.childIds };
}

/** @param live by image id, of images that have not ended. */
export function generationJson(generation: Generation, live: ReadonlyMap<string, LiveImageState>): GenerationJson {
  const options = present(generation.options, 'options');
  const self = `/v1/generations/${generation.id}`;
  return {
    id: generation.id,
    status: generationStatusNames[generation.status],
    created_at: timeOf(generation.createdAtMs),
    action: actionNames[generation.action],
    parent_id: generation.parentId || null,
    ...optionsJson(options, generation.action),
    count: options.count,
    visibility: visibilityName(options.visibility) ?? 'private',
    seed: options.seed,
    size: sizeName(options),
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
    magic_prompt_auto: model.magicPromptAuto,
  };
}

export function meJson(viewer: Viewer): MeJson {
  return { id: viewer.userId, handle: viewer.handle, plan: planName(viewer.plan), admin: viewer.admin };
}

export function planJson(plan: Plan): PlanJson {
  return {
    name: planName(plan),
    rights: [...rightsOf(plan)],
    painting_limit: paintingLimit(plan),
    waiting_limit: waitingLimit(plan),
  };
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
