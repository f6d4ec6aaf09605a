/** What painting reads of the configuration files in a folder of diffusers' layout, with diffusers' own defaults. */
import { type Static, type TSchema, Type } from 'typebox';
import { Value } from 'typebox/value';
import { parseObject } from './json-object.ts';

const Optional = <Schema extends TSchema>(schema: Schema) => Type.Optional(Type.Union([schema, Type.Null()]));

/** `model_index.json`: each component by its name, as [library, class]; [null, null] where it was left out. */
export const ModelIndexSchema = Type.Object({
  _class_name: Type.String(),
  force_zeros_for_empty_prompt: Type.Boolean({ default: true }),
  requires_aesthetics_score: Type.Boolean({ default: false }),
});
export type ModelIndex = Static<typeof ModelIndexSchema>;

/** `unet/config.json` */
export const UnetConfigSchema = Type.Object({
  in_channels: Type.Integer({ minimum: 1, default: 4 }),
  addition_embed_type: Optional(Type.Literal('text_time')),
  time_cond_proj_dim: Optional(Type.Integer({ minimum: 4 })),
  encoder_hid_dim_type: Type.Optional(Type.Null()),
  class_embed_type: Type.Optional(Type.Null()),
});

/** `transformer/config.json` */
export const TransformerConfigSchema = Type.Object({
  _class_name: Type.Union([Type.Literal('SD3Transformer2DModel'), Type.Literal('FluxTransformer2DModel')]),
  in_channels: Type.Integer({ minimum: 1 }),
  patch_size: Type.Integer({ minimum: 1, default: 1 }),
  guidance_embeds: Type.Boolean({ default: false }),
  joint_attention_dim: Type.Integer({ minimum: 1, default: 4096 }),
});

/** `vae_decoder/config.json` */
export const VaeConfigSchema = Type.Object({
  latent_channels: Type.Integer({ minimum: 1, default: 4 }),
  block_out_channels: Type.Array(Type.Integer(), { minItems: 1, default: [128, 256, 512, 512] }),
  scaling_factor: Type.Number({ default: 0.18215 }),
  shift_factor: Optional(Type.Number()),
  // Latents that are scaled channel by channel.
  latents_mean: Type.Optional(Type.Null()),
  latents_std: Type.Optional(Type.Null()),
});

/** `text_encoder/config.json` */
export const TextEncoderConfigSchema = Type.Object({
  num_hidden_layers: Type.Optional(Type.Integer({ minimum: 1 })),
});

/** `tokenizer/tokenizer_config.json` */
export const TokenizerConfigSchema = Type.Object({
  tokenizer_class: Type.Optional(Type.String()),
});

/**
 * A configuration with its defaults filled in.
 * @param name the file's, for the error
 * @throws Error that names the file and the first field at fault
 */
export function parseConfig<Schema extends TSchema>(schema: Schema, text: string, name: string): Static<Schema> {
  const value: unknown = Value.Default(schema, parseObject(text, name));
  if (Value.Check(schema, value)) return value;
  const [first] = Value.Errors(schema, value);
  throw new Error(`${name}: ${first?.instancePath || '/'} ${first?.message ?? 'is not valid'}`);
}
