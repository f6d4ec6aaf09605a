/** The JSON shapes of the API as schemas: what the API documents, and the types of what is sent. */
import { type Static, Type } from 'typebox';

export const VisibilityName = Type.Union([Type.Literal('public'), Type.Literal('private')], {
  description: '"public" or "private"',
});

/** Whether each image's prompt is written. The description is what refusals say: see `http/validation.ts`. */
export const MagicPromptName = Type.Union([Type.Literal('auto'), Type.Literal('on'), Type.Literal('off')], {
  description: '"auto" (on where the model asks for it), "on" or "off"',
});

const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) =>
  Type.Union([schema, Type.Null()]);

const Time = Type.String({ format: 'date-time', description: 'RFC 3339, UTC' });
const Seconds = Type.Number({ description: 'seconds from now; absent while unknown' });

/** What is asked of an image that is painted means nothing for one that is made from another. */
const paintedOnly = 'null for what is made from another image';

const optionFields = {
  prompt: Type.String({ description: 'empty for what was made from another person’s image' }),
  negative_prompt: Type.String(),
  magic_prompt: MagicPromptName,
  model: Type.String(),
  steps: nullable(Type.Integer({ description: paintedOnly })),
  guidance: nullable(Type.Number({ description: paintedOnly })),
  sampler: nullable(Type.String({ description: `a diffusers class name; ${paintedOnly}` })),
};

const ActionName = Type.Enum(['generate', 'upscale', 'remove-background'], { description: 'how it is made' });
const ParentId = nullable(Type.String({ description: 'the image it is made from, where you may see it' }));

const imageFields = {
  id: Type.String({ description: 'img_…' }),
  generation_id: Type.String({ description: 'gen_…' }),
  index: Type.Integer({ description: 'place in its generation, from 0' }),
  status: Type.Enum(['queued', 'painting', 'ready', 'failed', 'canceled']),
  reason: nullable(Type.String({ description: 'why it failed' })),
  seed: Type.Integer(),
  width: Type.Integer({ description: 'pixels' }),
  height: Type.Integer({ description: 'pixels' }),
  visibility: VisibilityName,
  action: ActionName,
  parent_id: ParentId,
  written_prompt: nullable(Type.String({ description: 'what Magic Prompt wrote for it; null where it wrote nothing' })),
  owner: Type.Object({ id: Type.String({ description: 'usr_…' }), handle: Type.String() }),
  thumbhash: nullable(Type.String({ description: 'ThumbHash, base64; null until ready' })),
  likes: Type.Integer({ description: 'people who like it' }),
  liked: Type.Boolean({ description: 'whether you do' }),
  pinned: Type.Boolean({ description: 'whether its owner has pinned it' }),
  created_at: Time,
  urls: Type.Object({ self: Type.String(), file: Type.String(), thumbnail: Type.String() }),
  position: Type.Optional(Type.Integer({ description: 'tasks before it while it is queued; absent while unknown' })),
  estimate_seconds: Type.Optional(Seconds),
  step: Type.Optional(Type.Integer({ description: 'steps done, while it is painted' })),
};

/** An image within its generation. */
export const ImageSchema = Type.Object(
  { ...imageFields, steps: Type.Optional(Type.Integer({ description: 'steps in all, while it is painted' })) },
  { $id: 'Image' },
);
export type ImageJson = Static<typeof ImageSchema>;

/** An image by itself: with the options it was made with. */
export const ImageDetailsSchema = Type.Object({ ...imageFields, ...optionFields }, { $id: 'ImageDetails' });
export type ImageDetailsJson = Static<typeof ImageDetailsSchema>;

/** An image by itself, with what was made from it. */
export const ImageWithChildrenSchema = Type.Object(
  {
    ...imageFields,
    ...optionFields,
    children: Type.Array(Type.String({ description: 'img_…' }), {
      description: 'ids of images made from it, those you own or that are public; newest first, at most 20',
    }),
  },
  { $id: 'ImageWithChildren' },
);
export type ImageWithChildrenJson = Static<typeof ImageWithChildrenSchema>;

export const GenerationSchema = Type.Object(
  {
    id: Type.String({ description: 'gen_…' }),
    status: Type.Enum(['queued', 'running', 'succeeded', 'failed', 'canceled']),
    created_at: Time,
    action: ActionName,
    parent_id: ParentId,
    ...optionFields,
    count: Type.Integer(),
    visibility: VisibilityName,
    seed: Type.Integer({ description: 'of image 0; image i has (seed + i) mod 2^32' }),
    size: Type.String({ description: 'WxH, pixels' }),
    images: Type.Array(ImageSchema, { description: 'those you may see, by index' }),
    urls: Type.Object({ self: Type.String(), events: Type.String(), cancel: Type.String() }),
  },
  { $id: 'Generation' },
);
export type GenerationJson = Static<typeof GenerationSchema>;

export const ModelSchema = Type.Object(
  {
    id: Type.String(),
    name: Type.String(),
    description: Type.String(),
    licence: Type.String({ description: 'SPDX expression' }),
    sizes: Type.Array(Type.String({ description: 'WxH, pixels' }), { description: 'the default first' }),
    default_steps: Type.Integer(),
    max_steps: Type.Integer(),
    default_guidance: Type.Number(),
    max_guidance: Type.Number(),
    default_sampler: Type.String(),
    samplers: Type.Array(Type.String()),
    magic_prompt_auto: Type.Boolean({ description: 'whether a magic_prompt of "auto" means on' }),
  },
  { $id: 'Model' },
);
export type ModelJson = Static<typeof ModelSchema>;

export const MeSchema = Type.Object(
  { id: Type.String({ description: 'usr_…' }), handle: Type.String(), plan: Type.String(), admin: Type.Boolean() },
  { $id: 'Me' },
);
export type MeJson = Static<typeof MeSchema>;

export const PlanSchema = Type.Object(
  {
    name: Type.String(),
    rights: Type.Array(Type.String(), { description: 'what it has of the things that not every plan has' }),
    painting_limit: Type.Integer({ description: 'images of one person that may paint at once' }),
    waiting_limit: Type.Integer({ description: 'images of one person that may wait beside those' }),
  },
  { $id: 'Plan' },
);
export type PlanJson = Static<typeof PlanSchema>;

export const VisibilityResultSchema = Type.Object(
  {
    image_id: Type.String({ description: 'as it was asked' }),
    reason: nullable(Type.String({ description: 'null where it holds; else why not' })),
    plan: Type.Optional(Type.String({ description: 'the cheapest plan that may, for plan_required' })),
    image: nullable(ImageDetailsSchema),
  },
  { $id: 'VisibilityResult' },
);
export type VisibilityResultJson = Static<typeof VisibilityResultSchema>;

export const ProblemSchema = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    reason: Type.String({ description: 'stable, for programs' }),
    field: Type.Optional(Type.String({ description: 'the first field at fault' })),
    expected: Type.Optional(Type.String({ description: 'what that field must be' })),
    plan: Type.Optional(Type.String({ description: 'the cheapest plan that may' })),
    errors: Type.Optional(
      Type.Array(Type.Object({ field: Type.String(), expected: Type.String() }), {
        description: 'all fields at fault',
      }),
    ),
  },
  { $id: 'Problem', description: 'RFC 9457 problem details' },
);

/** A page of a list. */
export const pageOf = <Schema extends Parameters<typeof Type.Array>[0]>(item: Schema) =>
  Type.Object({ items: Type.Array(item), next_cursor: nullable(Type.String({ description: 'null at the end' })) });

/** Query parameters of every list. */
export const listQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, description: 'a whole number from 1 to 100' })),
  cursor: Type.Optional(Type.String({ maxLength: 512, description: 'next_cursor of the page before' })),
};

/** Items of a page where no limit is asked for. */
export const limitDefault = 50;

/** The body of routes that take none. */
export const EmptyBody = Type.Union([Type.Object({}, { additionalProperties: false }), Type.Null()], {
  description: 'an empty object, or no body',
});

/** An answer without a body. */
export const NoContent = Type.Null({ description: 'Done' });

export const IdParams = Type.Object({ id: Type.String({ description: 'an id' }) });
