/** `quartet.json`: what a model folder says of itself. Read by nodes (to load) and by the catalog (to know what to offer). */
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';

const Pixels = Type.Integer({ minimum: 64, maximum: 4096, description: 'pixels of the stored picture' });

export const SizeSchema = Type.Object({ width: Pixels, height: Pixels }, { additionalProperties: false });

export const ManifestSchema = Type.Object(
  {
    format: Type.Literal(1, { description: 'version of this file format' }),
    id: Type.String({ pattern: '^[a-z0-9][a-z0-9._-]{0,62}$', description: 'id in the store and in the API' }),
    version: Type.String({ description: 'version of the weights' }),
    name: Type.String({ description: 'name for people' }),
    description: Type.String({ description: 'what it is good at, for people' }),
    licence: Type.String({ description: 'SPDX expression' }),
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
    files: Type.Record(Type.String(), Type.String({ pattern: '^[0-9a-f]{64}$' }), {
      description: 'SHA-256 of every file the model needs, by path relative to this file',
    }),
  },
  { additionalProperties: false, $id: 'quartet.json' },
);

export type Manifest = Static<typeof ManifestSchema>;

/** Reads a manifest's text. Throws an Error that names the first field at fault. */
export function parseManifest(text: string): Manifest {
  const json: unknown = JSON.parse(text);
  if (Value.Check(ManifestSchema, json)) return json;
  const [first] = Value.Errors(ManifestSchema, json);
  throw new Error(`quartet.json: ${first?.instancePath || '/'} ${first?.message ?? 'is not valid'}`);
}
