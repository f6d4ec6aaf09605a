/** What may be asked of a generation, and what it comes to once the model's defaults are filled in. */
import { createHash, randomInt } from 'node:crypto';
import type { GenerationOptions, MagicPrompt, Model, Viewer } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import { type Static, Type } from 'typebox';
import { invalidField } from '../http/validation.ts';
import { visibilityOf } from '../policy/visibility.ts';
import { normalisePrompt, promptExpected } from './prompt.ts';
import { MagicPromptName, VisibilityName } from './shapes.ts';
import { chooseSize } from './size.ts';

export const countMax = 8;
const countDefault = 4;
const seedMax = 2 ** 32 - 1;

/** The descriptions are what refusals say: see `http/validation.ts`. */
export const GenerationBody = Type.Object(
  {
    prompt: Type.String({ description: promptExpected(1) }),
    negative_prompt: Type.Optional(Type.String({ description: promptExpected(0) })),
    count: Type.Optional(
      Type.Integer({ minimum: 1, maximum: countMax, description: `a whole number from 1 to ${countMax}` }),
    ),
    visibility: Type.Optional(VisibilityName),
    model: Type.Optional(Type.String({ description: 'the id of a model of GET /v1/models' })),
    seed: Type.Optional(
      Type.Integer({ minimum: 0, maximum: seedMax, description: `a whole number from 0 to ${seedMax}` }),
    ),
    size: Type.Optional(
      Type.String({ pattern: '^\\d{2,5}x\\d{2,5}$', description: 'WxH in pixels, one of the sizes of the model' }),
    ),
    aspect_ratio: Type.Optional(
      Type.String({ pattern: '^[1-9]\\d{0,3}:[1-9]\\d{0,3}$', description: 'W:H, close to a size of the model' }),
    ),
    steps: Type.Optional(
      Type.Integer({ minimum: 1, description: 'a whole number from 1 to the most steps of the model' }),
    ),
    guidance: Type.Optional(
      Type.Number({ minimum: 0, description: 'a number from 0 to the greatest guidance of the model' }),
    ),
    sampler: Type.Optional(Type.String({ description: 'a sampler of the model, by its diffusers class name' })),
    magic_prompt: Type.Optional(MagicPromptName),
    style: Type.Optional(Type.Never({ description: 'absent: style references are not available yet' })),
    palette: Type.Optional(Type.Never({ description: 'absent: palettes are not available yet' })),
  },
  { additionalProperties: false, description: 'a JSON object with a prompt' },
);

export type GenerationBody = Static<typeof GenerationBody>;

const magicPrompts: Readonly<Record<Static<typeof MagicPromptName>, MagicPrompt>> = {
  auto: 'MAGIC_PROMPT_AUTO',
  on: 'MAGIC_PROMPT_ON',
  off: 'MAGIC_PROMPT_OFF',
};

/**
 * The complete options of a request that its schema has let through.
 *
 * @param models what can be asked for, the default first.
 * @param seed the seed where none is asked for.
 * @throws ReasonError `invalid_field`, `unknown_model` or `unsupported_size` that names the field.
 */
export function completeOptions(body: GenerationBody, models: readonly Model[], seed: number): GenerationOptions {
  const prompt = normalisePrompt('prompt', body.prompt, 1);
  const negativePrompt = normalisePrompt('negative_prompt', body.negative_prompt ?? '', 0);
  if (body.size !== undefined && body.aspect_ratio !== undefined) {
    throw invalidField('aspect_ratio', 'absent where size is given');
  }
  const model = modelOf(models, body.model);
  const { width, height } = chooseSize(model, { size: body.size, aspectRatio: body.aspect_ratio });
  const steps = body.steps ?? model.defaultSteps;
  if (steps > model.maxSteps) throw invalidField('steps', `a whole number from 1 to ${model.maxSteps}`);
  const guidance = body.guidance ?? model.defaultGuidance;
  if (guidance > model.maxGuidance) throw invalidField('guidance', `a number from 0 to ${model.maxGuidance}`);
  const sampler = body.sampler ?? model.defaultSampler;
  if (!model.samplers.includes(sampler)) throw invalidField('sampler', `one of ${model.samplers.join(', ')}`);
  return {
    prompt,
    negativePrompt,
    count: body.count ?? countDefault,
    visibility: visibilityOf(body.visibility ?? 'public'),
    model: model.id,
    seed: body.seed ?? seed,
    width,
    height,
    steps,
    guidance,
    sampler,
    magicPrompt: magicPrompts[body.magic_prompt ?? 'off'],
  };
}

function modelOf(models: readonly Model[], id: string | undefined): Model {
  const model = id === undefined ? models[0] : models.find((each) => each.id === id);
  if (model) return model;
  // Nothing to fill in as a default: no model is in the store yet.
  if (id === undefined) throw new ReasonError('REASON_UNAVAILABLE');
  throw new ReasonError('REASON_UNKNOWN_MODEL', { field: 'model', expected: 'the id of a model of GET /v1/models' });
}

/**
 * The seed where none is asked for: random, but for one Idempotency-Key of one person always the same, so that a repeated
 * request is the same request.
 *
 * @param retried the generation that is tried again: so its own key does not bring its own seed, and is refused as used.
 */
export function seedFor(viewer: Viewer, idempotencyKey: string, retried = ''): number {
  if (!idempotencyKey) return randomInt(2 ** 32);
  const parts = [viewer.userId, idempotencyKey, ...(retried ? [retried] : [])];
  return createHash('sha256').update(parts.join('\n')).digest().readUInt32BE(0);
}
