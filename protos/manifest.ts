/** `quartet.json`: what a model folder says of itself. Read by nodes (to load) and by the catalog (to know what to offer). */
import { type Static, type TObject, Type } from 'typebox';
import { Value } from 'typebox/value';

const Pixels = Type.Integer({ minimum: 64, maximum: 4096, description: 'pixels of the stored picture' });
const Phrase = Type.String({ minLength: 1, maxLength: 120 });

export const SizeSchema = Type.Object({ width: Pixels, height: Pixels }, { additionalProperties: false });

/** What every model says of itself. */
const common = {
  format: Type.Literal(1, { description: 'version of this file format' }),
  id: Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{0,62}$', description: 'id in the store and in the API' }),
  version: Type.String({ description: 'version of the weights' }),
  name: Type.String({ description: 'name for people' }),
  description: Type.String({ description: 'what it is good at, for people' }),
  licence: Type.String({ description: 'SPDX expression' }),
  files: Type.Record(Type.String(), Type.String({ pattern: '^[0-9a-f]{64}$' }), {
    description: 'SHA-256 of every file the model needs, by path relative to this file',
  }),
};

/** What Magic Prompt adds to a prompt that does not say where its subject is: each image gets one ground or scene. */
export const MagicPromptSchema = Type.Object(
  {
    auto: Type.Boolean({ description: 'whether `auto` means on: for models that paint much the same from every seed' }),
    grounds: Type.Array(Phrase, {
      minItems: 8,
      uniqueItems: true,
      description: 'grounds for any subject ("on a yellow background"); neighbours go to the images of one generation',
    }),
    scenes: Type.Array(
      Type.Object(
        {
          phrase: Phrase,
          suits: Type.Array(Phrase, { minItems: 1, description: 'subjects it becomes: "penguin", "christmas tree"' }),
        },
        { additionalProperties: false },
      ),
      { description: 'scenery ("in the snow") for some subjects only' },
    ),
    settled: Type.Array(Phrase, {
      description:
        'words of prompts that say where their subject is, which are left as they are: "background", "in the"',
    }),
  },
  { additionalProperties: false, description: 'word lists of Magic Prompt; absent: it changes nothing' },
);

const PaintManifestSchema = Type.Object(
  {
    ...common,
    stage: Type.Literal('paint'),
    sizes: Type.Array(SizeSchema, { minItems: 1, description: 'stored sizes it paints; the first is its default' }),
    defaults: Type.Object(
      {
        steps: Type.Integer({ minimum: 1, maximum: 1000 }),
        guidance: Type.Number({ minimum: 0, maximum: 30 }),
        sampler: Type.String({ description: 'diffusers class name' }),
      },
      { additionalProperties: false },
    ),
    max_steps: Type.Integer({ minimum: 1, maximum: 1000 }),
    max_guidance: Type.Number({ minimum: 1, maximum: 30 }),
    samplers: Type.Array(Type.String(), { minItems: 1, description: 'diffusers class names it works with' }),
    latent_rgb: Type.Object(
      {
        matrix: Type.Array(Type.Array(Type.Number(), { minItems: 3, maxItems: 3 }), {
          minItems: 1,
          description: 'one row a latent channel: its share of red, green and blue, -1 to 1',
        }),
        bias: Type.Array(Type.Number(), { minItems: 3, maxItems: 3 }),
      },
      { additionalProperties: false, description: 'projects latents to colours for previews; fitted at import' },
    ),
    finish: Type.Optional(
      Type.Object(
        {
          model: Type.String({ description: 'graph that enlarges the decoded picture, relative to this file' }),
          scale: Type.Integer({ minimum: 2, maximum: 4 }),
        },
        { additionalProperties: false },
      ),
    ),
    exact: Type.Optional(
      Type.Boolean({
        description:
          'whether a picture is bit for bit the same whatever is painted beside it: calls are filled up to one size',
      }),
    ),
    magic_prompt: Type.Optional(MagicPromptSchema),
  },
  { additionalProperties: false },
);

const UpscaleManifestSchema = Type.Object(
  {
    ...common,
    stage: Type.Literal('upscale'),
    model: Type.String({
      description: 'the graph, relative to this file: image [B,3,H,W] in 0..1 to the enlarged one',
    }),
    scale: Type.Integer({ minimum: 2, maximum: 4, description: 'times the width and height' }),
    tile: Type.Object(
      {
        size: Type.Integer({ minimum: 32, maximum: 2048, description: 'longest side of a tile, pixels of the source' }),
        margin: Type.Integer({
          minimum: 0,
          maximum: 512,
          description: 'pixels at a tile’s inner edges that are dropped: no less than the graph looks around a pixel',
        }),
      },
      { additionalProperties: false },
    ),
    max_side: Type.Integer({ minimum: 64, maximum: 8192, description: 'longest side of an enlarged picture, pixels' }),
  },
  { additionalProperties: false },
);

const MatteManifestSchema = Type.Object(
  {
    ...common,
    stage: Type.Literal('matte'),
    model: Type.String({ description: 'the graph, relative to this file: image [B,3,S,S] in 0..1 to alpha [B,1,S,S]' }),
    input_side: Type.Integer({ minimum: 32, maximum: 2048, description: 'S: what every picture is scaled to, pixels' }),
  },
  { additionalProperties: false },
);

/** A model that paints pictures from prompts. */
export type PaintManifest = Static<typeof PaintManifestSchema>;
/** A model that enlarges pictures. */
export type UpscaleManifest = Static<typeof UpscaleManifestSchema>;
/** A model that finds the foreground of pictures. */
export type MatteManifest = Static<typeof MatteManifestSchema>;
export type Manifest = PaintManifest | UpscaleManifest | MatteManifest;
/** Word lists of Magic Prompt. */
export type MagicPromptLists = Static<typeof MagicPromptSchema>;

const schemas: Readonly<Record<Manifest['stage'], TObject>> = {
  paint: PaintManifestSchema,
  upscale: UpscaleManifestSchema,
  matte: MatteManifestSchema,
};
const StageSchema = Type.Object({ stage: Type.Enum(['paint', 'upscale', 'matte']) });

/** Reads a manifest's text. Throws an Error that names the first field at fault. */
export function parseManifest(text: string): Manifest {
  const json: unknown = JSON.parse(text);
  const schema = Value.Check(StageSchema, json) ? schemas[json.stage] : StageSchema;
  if (schema !== StageSchema && Value.Check(schema, json)) {
    const manifest = json as Manifest;
    if (manifest.stage === 'upscale' && manifest.tile.size <= 2 * manifest.tile.margin) {
      throw new Error('quartet.json: /tile must have a size of more than twice its margin');
    }
    return manifest;
  }
  const [first] = Value.Errors(schema, json);
  throw new Error(`quartet.json: ${first?.instancePath || '/'} ${first?.message ?? 'is not valid'}`);
}
