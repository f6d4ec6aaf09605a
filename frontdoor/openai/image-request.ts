/** What `images.generate` may ask for. What we could not keep to is refused; what changes nothing is taken. */
import { type Static, type TSchema, Type } from 'typebox';
import type { Viewer } from '@quartet/protos/generated/index.ts';
import { invalidField } from '../http/validation.ts';
import { planHas, requireRight } from '../policy/plans.ts';
import { type GenerationBody, countMax } from '../routes/generation-request.ts';
import { promptExpected } from '../routes/prompt.ts';

const partialImagesMax = 3;

/** An optional field, which clients may also send as null. The description is what refusals say. */
const optional = <Schema extends TSchema>(schema: Schema, description: string) =>
  Type.Optional(Type.Union([schema, Type.Null()], { description }));

const absent = (why: string) => Type.Optional(Type.Null({ description: `absent: ${why}` }));

export const ImagesBody = Type.Object(
  {
    prompt: Type.String({ description: promptExpected(1) }),
    model: optional(Type.String(), 'the id of a model of GET /openai/v1/models; the default model when absent'),
    n: optional(Type.Integer({ minimum: 1, maximum: countMax }), `a whole number from 1 to ${countMax}; 1 when absent`),
    size: optional(
      Type.String({ pattern: '^(auto|\\d{2,5}x\\d{2,5})$' }),
      '"auto", or WxH in pixels, one of the sizes of the model',
    ),
    response_format: optional(
      Type.Enum(['b64_json', 'url']),
      '"b64_json" (when absent), or "url": an address of this server that gives the picture as long as it is public',
    ),
    output_format: optional(
      Type.Enum(['png', 'jpeg']),
      '"jpeg", or "png" where your plan downloads PNG; the best your plan has when absent',
    ),
    stream: optional(Type.Boolean(), 'true to get events while the pictures are painted'),
    partial_images: optional(
      Type.Integer({ minimum: 0, maximum: partialImagesMax }),
      `a whole number from 0 to ${partialImagesMax}: the most previews of each picture in a stream`,
    ),
    quality: optional(
      Type.Enum(['auto', 'standard', 'low', 'medium', 'high', 'hd']),
      'a quality; every picture is painted as well as the model can',
    ),
    background: optional(
      Type.Enum(['auto', 'opaque']),
      '"auto" or "opaque": POST /v1/images/{id}/remove-background makes backgrounds transparent',
    ),
    moderation: optional(Type.Enum(['auto', 'low']), '"auto" or "low", which are the same here'),
    user: optional(Type.String(), 'a text, which is not used'),
    style: absent('there are no styles; say it in the prompt'),
    output_compression: absent('it cannot be chosen'),
  },
  { additionalProperties: false, description: 'a JSON object with a prompt' },
);

export type ImagesBody = Static<typeof ImagesBody>;

/** The format of a picture's bytes. */
export type OutputFormat = 'png' | 'jpeg';

/** How the pictures of a request are handed over. */
export interface Delivery {
  readonly as: 'b64_json' | 'url';
  readonly format: OutputFormat;
}

/** A request in the words of `POST /v1/generations`. Pictures are public, and Magic Prompt is off, as there by default. */
export function generationBodyOf({ prompt, model, n, size }: ImagesBody): GenerationBody {
  return {
    prompt,
    count: n ?? 1,
    ...(model ? { model } : {}),
    ...(size && size !== 'auto' ? { size } : {}),
  };
}

/**
 * How the pictures are handed over.
 * @throws ReasonError `invalid_field` for what excludes each other, `plan_required` for PNG that the plan lacks.
 */
export function deliveryOf(body: ImagesBody, { plan }: Viewer): Delivery {
  const as = body.response_format ?? 'b64_json';
  if (as === 'url' && body.stream) throw invalidField('response_format', '"b64_json" where stream is true');
  if (as === 'url' && body.output_format) {
    throw invalidField(
      'output_format',
      'absent where response_format is "url": the address gives what its viewer may have',
    );
  }
  if (body.output_format === 'png') requireRight(plan, 'download_png');
  return { as, format: body.output_format ?? (planHas(plan, 'download_png') ? 'png' : 'jpeg') };
}
