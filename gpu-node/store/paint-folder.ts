/** A model that paints: a folder in diffusers' ONNX layout, as Optimum exports it. */
import type { PaintManifest } from '@quartet/protos/manifest.ts';
import type { Static } from 'typebox';
import { verifySampler } from '../samplers/index.ts';
import { type SchedulerConfig, parseSchedulerConfig } from '../samplers/scheduler-config.ts';
import {
  type ModelIndex,
  ModelIndexSchema,
  TransformerConfigSchema,
  UnetConfigSchema,
  VaeConfigSchema,
  parseConfig,
} from './diffusers-configs.ts';
import { SealedFiles } from './sealed-files.ts';
import { type TextEncoderParts, readTextEncoder } from './text-encoder-folder.ts';

const indexName = 'model_index.json';

/** What is particular to a family of models. */
export type Pipeline =
  /** Stable Diffusion 1.x, 2.x and Turbo: a UNet and one encoder. */
  | { readonly family: 'sd'; readonly guidanceDim: number | undefined }
  /** Stable Diffusion XL: a UNet, two encoders, the picture's size. */
  | {
      readonly family: 'sdxl';
      readonly guidanceDim: number | undefined;
      /** Whether what no prompt looks like is zeros, not the empty prompt's embedding. */
      readonly zerosForEmpty: boolean;
    }
  /** Stable Diffusion 3: a flow-matching transformer and two or three encoders. */
  | { readonly family: 'sd3'; readonly patchSize: number; readonly stateWidth: number }
  /** FLUX: a flow-matching transformer on packed latents and two encoders. */
  | { readonly family: 'flux' };

/** What painting must know of a model before it loads any graph. */
export interface PaintParts {
  readonly stage: 'paint';
  readonly manifest: PaintManifest;
  readonly scheduler: SchedulerConfig;
  readonly pipeline: Pipeline;
  /** In the family's order: CLIP's first, T5 last. */
  readonly encoders: readonly TextEncoderParts[];
  readonly latentChannels: number;
  /** Pixels of the decoded picture a latent, in each direction. */
  readonly latentPixels: number;
  /** Latents are divided by this, then shifted, before they are decoded. */
  readonly latentScale: number;
  readonly latentShift: number;
  /** Absolute paths. */
  readonly graphs: {
    readonly denoiser: string;
    readonly vaeDecoder: string;
    /** Undefined where the model cannot paint from pictures. */
    readonly vaeEncoder: string | undefined;
    readonly finish: string | undefined;
  };
}

/** The files that every model that paints has; which others are read, they say. */
export function paintFiles({ finish }: PaintManifest): string[] {
  return [indexName, ...(finish ? [finish.model] : [])];
}

/** Reads a painting model's parts; throws an Error that says which file is missing or what is wrong with it. */
export async function readPaintParts(path: string, manifest: PaintManifest): Promise<PaintParts> {
  const files = new SealedFiles(path, manifest);
  const index = parseConfig(ModelIndexSchema, await files.read(indexName), indexName);
  const vaeName = 'vae_decoder/config.json';
  // The oldest exports of Stable Diffusion 1 have no configurations: the schemas' defaults are its own.
  const vae = parseConfig(VaeConfigSchema, await files.read(vaeName, '{}'), vaeName);
  if (manifest.latent_rgb.matrix.length !== vae.latent_channels) {
    throw new Error(`latent_rgb has ${manifest.latent_rgb.matrix.length} rows for ${vae.latent_channels} channels`);
  }
  const transforms = hasComponent(index, 'transformer');
  const denoiser = transforms ? 'transformer' : 'unet';
  const pipeline = await (transforms ? readTransformer(files, vae) : readUnet(files, index, vae));
  const latentPixels = 2 ** (vae.block_out_channels.length - 1);
  verifySizes(manifest, latentPixels * latentsPerToken(pipeline));
  return {
    stage: 'paint',
    manifest,
    scheduler: await readScheduler(files, manifest),
    pipeline,
    encoders: await readEncoders(files, index, pipeline),
    latentChannels: vae.latent_channels,
    latentPixels,
    latentScale: vae.scaling_factor,
    latentShift: vae.shift_factor ?? 0,
    graphs: {
      denoiser: files.pathOf(`${denoiser}/model.onnx`),
      vaeDecoder: files.pathOf('vae_decoder/model.onnx'),
      vaeEncoder: files.has('vae_encoder/model.onnx') ? files.pathOf('vae_encoder/model.onnx') : undefined,
      finish: manifest.finish && files.pathOf(manifest.finish.model),
    },
  };
}

async function readScheduler(files: SealedFiles, { samplers, defaults }: PaintManifest): Promise<SchedulerConfig> {
  const config = parseSchedulerConfig(await files.read('scheduler/scheduler_config.json'));
  for (const name of samplers) verifySampler(name, config);
  if (!samplers.includes(defaults.sampler)) throw new Error('the default sampler is not offered');
  return config;
}

/** Latents along each side of what the denoiser sees as one. */
function latentsPerToken(pipeline: Pipeline): number {
  if (pipeline.family === 'flux') return 2;
  return pipeline.family === 'sd3' ? pipeline.patchSize : 1;
}

/** @param unit pixels of the decoded picture that belong together */
function verifySizes({ sizes, finish }: PaintManifest, unit: number): void {
  const pixels = unit * (finish?.scale ?? 1);
  const unfit = sizes.find(({ width, height }) => width % pixels !== 0 || height % pixels !== 0);
  if (unfit) throw new Error(`a size of ${unfit.width}x${unfit.height} is not in steps of ${pixels} pixels`);
}

/** Whether a pipeline has a component: [null, null] stands where one was left out. */
function hasComponent(index: ModelIndex, name: string): boolean {
  const component: unknown = Object.entries(index).find(([key]) => key === name)?.[1];
  return Array.isArray(component) && component[1] !== null;
}

async function readUnet(files: SealedFiles, index: ModelIndex, vae: Static<typeof VaeConfigSchema>): Promise<Pipeline> {
  const name = 'unet/config.json';
  const unet = parseConfig(UnetConfigSchema, await files.read(name, '{}'), name);
  verifyChannels(name, unet.in_channels, vae.latent_channels);
  const guidanceDim = unet.time_cond_proj_dim ?? undefined;
  if (!unet.addition_embed_type) return { family: 'sd', guidanceDim };
  if (index.requires_aesthetics_score) throw new Error(`${indexName}: refiners of SDXL paint no pictures of their own`);
  return { family: 'sdxl', guidanceDim, zerosForEmpty: index.force_zeros_for_empty_prompt };
}

async function readTransformer(files: SealedFiles, vae: Static<typeof VaeConfigSchema>): Promise<Pipeline> {
  const name = 'transformer/config.json';
  const config = parseConfig(TransformerConfigSchema, await files.read(name), name);
  if (config._class_name === 'FluxTransformer2DModel') {
    verifyChannels(name, config.in_channels, 4 * vae.latent_channels);
    return { family: 'flux' };
  }
  verifyChannels(name, config.in_channels, vae.latent_channels);
  return { family: 'sd3', patchSize: config.patch_size, stateWidth: config.joint_attention_dim };
}

/** More channels than latents have are for a picture and a mask beside them, which is not built. */
function verifyChannels(name: string, actual: number, expected: number): void {
  if (actual !== expected) throw new Error(`${name}: in_channels is ${actual} where latents have ${expected}`);
}

async function readEncoders(files: SealedFiles, index: ModelIndex, { family }: Pipeline): Promise<TextEncoderParts[]> {
  switch (family) {
    case 'sd':
      return [await readTextEncoder(files, '')];
    case 'sdxl':
      return [await readTextEncoder(files, ''), await readTextEncoder(files, '_2')];
    case 'sd3': {
      const clips = [await readTextEncoder(files, ''), await readTextEncoder(files, '_2')];
      return hasComponent(index, 'text_encoder_3') ? [...clips, await readTextEncoder(files, '_3', 256)] : clips;
    }
    case 'flux':
      return [await readTextEncoder(files, ''), await readTextEncoder(files, '_2', 512)];
  }
}
