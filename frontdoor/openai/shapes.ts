/** Answers as clients of OpenAI's API type them. */
import type { Size } from '@quartet/protos/generated/index.ts';
import { type Static, Type } from 'typebox';
import { sizeName } from '../routes/size.ts';
import type { OutputFormat } from './image-request.ts';

const Usage = Type.Object(
  {
    input_tokens: Type.Integer(),
    input_tokens_details: Type.Object({ image_tokens: Type.Integer(), text_tokens: Type.Integer() }),
    output_tokens: Type.Integer(),
    total_tokens: Type.Integer(),
  },
  { description: 'all 0: pictures are not counted in tokens here' },
);

const pictureFields = {
  background: Type.Literal('opaque'),
  quality: Type.Literal('high', { description: 'every picture is painted as well as the model can' }),
  size: Type.String({ description: 'WxH, pixels' }),
};
const OutputFormatName = Type.Enum(['png', 'jpeg']);

/** The answer of `images.generate`. */
export const ImagesResponseSchema = Type.Object(
  {
    created: Type.Integer({ description: 'Unix seconds' }),
    data: Type.Array(Type.Object({ b64_json: Type.Optional(Type.String()), url: Type.Optional(Type.String()) }), {
      description: 'the pictures that were painted, by seed; fewer than n where some failed',
    }),
    ...pictureFields,
    output_format: Type.Optional(OutputFormatName),
    usage: Usage,
  },
  { $id: 'OpenAiImages' },
);
export type ImagesResponse = Static<typeof ImagesResponseSchema>;

const eventFields = {
  ...pictureFields,
  b64_json: Type.String(),
  created_at: Type.Integer({ description: 'Unix seconds' }),
  output_format: OutputFormatName,
  image_index: Type.Integer({ description: 'which of the n pictures, from 0' }),
};

/** An event of a streamed answer, but for the error that ends one early. */
export const ImageEventSchema = Type.Union(
  [
    Type.Object({
      type: Type.Literal('image_generation.partial_image'),
      partial_image_index: Type.Integer({ description: 'which of the partial images of that picture, from 0' }),
      ...eventFields,
    }),
    Type.Object({ type: Type.Literal('image_generation.completed'), ...eventFields, usage: Usage }),
  ],
  { $id: 'OpenAiImageEvent' },
);
export type ImageEvent = Static<typeof ImageEventSchema>;

export const ModelSchema = Type.Object(
  {
    id: Type.String(),
    object: Type.Literal('model'),
    created: Type.Integer({ description: '0: it is not known' }),
    owned_by: Type.Literal('quartet'),
  },
  { $id: 'OpenAiModel' },
);
export type ModelJson = Static<typeof ModelSchema>;

/** What is the same of every picture of a request. */
export const pictureFacts = (size: Size) => ({ background: 'opaque', quality: 'high', size: sizeName(size) }) as const;

/** What is the same of every event with a picture. */
export function eventFacts(size: Size, format: OutputFormat) {
  return { ...pictureFacts(size), output_format: format, created_at: Math.floor(Date.now() / 1_000) } as const;
}

export const noUsage: Static<typeof Usage> = {
  input_tokens: 0,
  input_tokens_details: { image_tokens: 0, text_tokens: 0 },
  output_tokens: 0,
  total_tokens: 0,
};
