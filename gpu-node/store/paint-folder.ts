/** A model that paints: a folder in diffusers' ONNX layout. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PaintManifest } from '@quartet/protos/manifest.ts';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { samplerNames } from '../samplers/index.ts';
import { type SchedulerConfig, parseSchedulerConfig } from '../samplers/scheduler-config.ts';

const paths = {
  scheduler: 'scheduler/scheduler_config.json',
  tokenizer: 'tokenizer/tokenizer.json',
  tokenizerConfig: 'tokenizer/tokenizer_config.json',
  textEncoder: 'text_encoder/model.onnx',
  unet: 'unet/model.onnx',
  vaeDecoder: 'vae_decoder/model.onnx',
  vaeConfig: 'vae_decoder/config.json',
} as const;

const VaeConfigSchema = Type.Object({
  latent_channels: Type.Integer({ minimum: 1 }),
  block_out_channels: Type.Array(Type.Integer(), { minItems: 1 }),
  scaling_factor: Type.Number({ default: 0.18215 }),
  shift_factor: Type.Optional(Type.Union([Type.Number(), Type.Null()])),
});
type VaeConfig = Static<typeof VaeConfigSchema>;

/** What painting must know of a model before it loads any graph. */
export interface PaintParts {
  readonly stage: 'paint';
  readonly manifest: PaintManifest;
  readonly scheduler: SchedulerConfig;
  readonly tokenizer: { readonly json: object; readonly config: object };
  readonly latentChannels: number;
  /** Pixels of the decoded picture a latent, in each direction. */
  readonly latentPixels: number;
  /** Latents are divided by this, then shifted, before they are decoded. */
  readonly latentScale: number;
  readonly latentShift: number;
  /** Absolute paths. */
  readonly graphs: {
    readonly textEncoder: string;
    readonly unet: string;
    readonly vaeDecoder: string;
    readonly finish: string | undefined;
  };
}

/** The files that painting reads. */
export function paintFiles({ finish }: PaintManifest): string[] {
  return [...Object.values(paths), ...(finish ? [finish.model] : [])];
}

/** Reads a painting model's parts; throws an Error that says what is wrong with them. */
export async function readPaintParts(path: string, manifest: PaintManifest): Promise<PaintParts> {
  verifyMeaning(manifest);
  const readText = (name: string): Promise<string> => readFile(join(path, name), 'utf8');
  const [scheduler, tokenizer, tokenizerConfig, vae] = await Promise.all([
    readText(paths.scheduler).then(parseSchedulerConfig),
    readText(paths.tokenizer).then(parseObject),
    readText(paths.tokenizerConfig).then(parseObject),
    readText(paths.vaeConfig).then(parseVaeConfig),
  ]);
  if (manifest.latent_rgb.matrix.length !== vae.latent_channels) {
    throw new Error(`latent_rgb has ${manifest.latent_rgb.matrix.length} rows for ${vae.latent_channels} channels`);
  }
  return {
    stage: 'paint',
    manifest,
    scheduler,
    tokenizer: { json: tokenizer, config: tokenizerConfig },
    latentChannels: vae.latent_channels,
    latentPixels: 2 ** (vae.block_out_channels.length - 1),
    latentScale: vae.scaling_factor,
    latentShift: vae.shift_factor ?? 0,
    graphs: {
      textEncoder: join(path, paths.textEncoder),
      unet: join(path, paths.unet),
      vaeDecoder: join(path, paths.vaeDecoder),
      finish: manifest.finish && join(path, manifest.finish.model),
    },
  };
}

function verifyMeaning(manifest: PaintManifest): void {
  const unknown = manifest.samplers.filter((name) => !samplerNames.includes(name));
  if (unknown.length > 0) throw new Error(`unknown samplers: ${unknown.join(', ')}`);
  if (!manifest.samplers.includes(manifest.defaults.sampler)) throw new Error('the default sampler is not offered');
}

function parseObject(text: string): object {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) throw new Error('not a JSON object');
  return value;
}

function parseVaeConfig(text: string): VaeConfig {
  const value: unknown = Value.Default(VaeConfigSchema, JSON.parse(text));
  if (!Value.Check(VaeConfigSchema, value)) throw new Error('vae_decoder/config.json is not valid');
  return value;
}
