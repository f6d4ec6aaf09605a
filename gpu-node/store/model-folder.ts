/** One model of the store: a folder in diffusers' ONNX layout with a `quartet.json` that names and seals its files. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isAbsolute, join, normalize } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Manifest, parseManifest } from '@quartet/protos/manifest.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
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

/** What a painter must know of a model before it loads any graph. */
export interface ModelFolder {
  readonly path: string;
  readonly manifest: Manifest;
  /** SHA-256 of the manifest, which names the digest of every file. */
  readonly digest: string;
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

/**
 * Reads a model folder and verifies the digest of every file it names.
 * @throws ReasonError `model_unavailable`, its cause says what is wrong with the folder.
 */
export async function readModelFolder(path: string): Promise<ModelFolder> {
  try {
    return await read(path);
  } catch (error) {
    throw new ReasonError('REASON_MODEL_UNAVAILABLE', {}, { cause: error });
  }
}

async function read(path: string): Promise<ModelFolder> {
  const text = await readFile(join(path, 'quartet.json'));
  const manifest = parseManifest(text.toString());
  await verifyFiles(path, manifest);
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
    path,
    manifest,
    digest: createHash('sha256').update(text).digest('hex'),
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

/** Every file that will be read must be sealed by a digest, lie inside the folder, and be what the digest says. */
async function verifyFiles(path: string, manifest: Manifest): Promise<void> {
  const needed = [...Object.values(paths), ...(manifest.finish ? [manifest.finish.model] : [])];
  for (const name of needed) {
    if (!(name in manifest.files)) throw new Error(`${name} has no digest in quartet.json`);
  }
  await Promise.all(
    Object.entries(manifest.files).map(async ([name, want]) => {
      if (isAbsolute(name) || normalize(name).startsWith('..')) throw new Error(`${name} lies outside the folder`);
      const hash = createHash('sha256');
      await pipeline(createReadStream(join(path, name)), hash);
      if (hash.digest('hex') !== want) throw new Error(`${name} is not the file quartet.json names`);
    }),
  );
}

function verifyMeaning(manifest: Manifest): void {
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
