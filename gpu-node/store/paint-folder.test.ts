import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { PaintManifest } from '@quartet/protos/manifest.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type PaintParts, readPaintParts } from './paint-folder.ts';

let path: string;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'quartet-folder-'));
});
afterEach(() => rmSync(path, { recursive: true }));

type Files = Readonly<Record<string, unknown>>;

const component = ['diffusers', 'Something'];
const vocab = { '<|startoftext|>': 0, '<|endoftext|>': 1 };
/** A graph is not read; its place is. */
const graph = 'a graph';
const clip = (suffix: string): Files => ({
  [`text_encoder${suffix}/model.onnx`]: graph,
  [`text_encoder${suffix}/config.json`]: { num_hidden_layers: 12 },
  [`tokenizer${suffix}/vocab.json`]: vocab,
  [`tokenizer${suffix}/merges.txt`]: '#version: 0.2\n',
  [`tokenizer${suffix}/tokenizer_config.json`]: { tokenizer_class: 'CLIPTokenizer', model_max_length: 77 },
});
const t5 = (suffix: string): Files => ({
  [`text_encoder${suffix}/model.onnx`]: graph,
  [`text_encoder${suffix}/config.json`]: {},
  [`tokenizer${suffix}/tokenizer.json`]: { model: {} },
});
const vae = (config: Files = {}): Files => ({ 'vae_decoder/model.onnx': graph, 'vae_decoder/config.json': config });
const scheduler = { 'scheduler/scheduler_config.json': {} };
const sixteen = { latent_channels: 16, block_out_channels: [8, 8, 8, 8], scaling_factor: 1.5, shift_factor: 0.06 };

const stableDiffusion: Files = {
  'model_index.json': { _class_name: 'StableDiffusionPipeline', unet: component },
  ...clip(''),
  'unet/model.onnx': graph,
  'unet/config.json': { in_channels: 4 },
  ...vae({ latent_channels: 4, block_out_channels: [8, 8, 8, 8] }),
  ...scheduler,
};
const xl: Files = {
  ...stableDiffusion,
  ...clip('_2'),
  'model_index.json': { _class_name: 'StableDiffusionXLPipeline', unet: component, force_zeros_for_empty_prompt: true },
  'unet/config.json': { in_channels: 4, addition_embed_type: 'text_time' },
};
const sd3: Files = {
  'model_index.json': { _class_name: 'StableDiffusion3Pipeline', transformer: component, text_encoder_3: component },
  ...clip(''),
  ...clip('_2'),
  ...t5('_3'),
  'transformer/model.onnx': graph,
  'transformer/config.json': { _class_name: 'SD3Transformer2DModel', in_channels: 16, patch_size: 2 },
  ...vae(sixteen),
  ...scheduler,
};
const flux: Files = {
  'model_index.json': { _class_name: 'FluxPipeline', transformer: component },
  ...clip(''),
  ...t5('_2'),
  'transformer/model.onnx': graph,
  'transformer/config.json': { _class_name: 'FluxTransformer2DModel', in_channels: 64 },
  ...vae(sixteen),
  ...scheduler,
};

/** Reads a folder of these files, all of them sealed. */
function read(
  files: Files,
  channels = 4,
  sampler = 'DDIMScheduler',
  changes: Partial<PaintManifest> = {},
): Promise<PaintParts> {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  const manifest: PaintManifest = {
    format: 1,
    stage: 'paint',
    id: 'a-model',
    version: '1',
    name: '',
    description: '',
    licence: 'MIT',
    sizes: [{ width: 512, height: 512 }],
    defaults: { steps: 4, guidance: 1, sampler },
    max_steps: 50,
    max_guidance: 10,
    samplers: [sampler],
    latent_rgb: { matrix: Array.from({ length: channels }, () => [0, 0, 0]), bias: [0, 0, 0] },
    files: Object.fromEntries(Object.keys(files).map((name) => [name, ''])),
    ...changes,
  };
  return readPaintParts(path, manifest);
}

const without = (files: Files, ...names: readonly string[]): Files =>
  Object.fromEntries(Object.entries(files).filter(([name]) => !names.includes(name)));

test('a folder says what family it is', async () => {
  expect(await read(stableDiffusion)).toMatchObject({
    pipeline: { family: 'sd', guidanceDim: undefined },
    latentChannels: 4,
    latentPixels: 8,
    latentScale: 0.18215,
    latentShift: 0,
    graphs: { denoiser: join(path, 'unet/model.onnx'), vaeEncoder: undefined },
    encoders: [
      {
        name: 'text_encoder',
        layers: 12,
        tokenizer: {
          name: 'tokenizer',
          files: { vocab: join(path, 'tokenizer/vocab.json'), merges: join(path, 'tokenizer/merges.txt') },
          config: { model_max_length: 77 },
          length: undefined,
        },
      },
    ],
  });
  expect(await read(xl)).toMatchObject({
    pipeline: { family: 'sdxl', zerosForEmpty: true },
    encoders: [{ name: 'text_encoder' }, { name: 'text_encoder_2' }],
  });
  expect(await read(sd3, 16, 'FlowMatchEulerDiscreteScheduler')).toMatchObject({
    pipeline: { family: 'sd3', patchSize: 2, stateWidth: 4096 },
    encoders: [
      {},
      {},
      { name: 'text_encoder_3', tokenizer: { files: { json: join(path, 'tokenizer_3/tokenizer.json') }, length: 256 } },
    ],
    latentShift: 0.06,
  });
  expect(await read(flux, 16, 'FlowMatchEulerDiscreteScheduler')).toMatchObject({
    pipeline: { family: 'flux' },
    encoders: [{}, { name: 'text_encoder_2', tokenizer: { length: 512 } }],
    graphs: { denoiser: join(path, 'transformer/model.onnx') },
  });
});

test('a third encoder may be left out; a picture’s encoder may be there', async () => {
  const index = { _class_name: 'StableDiffusion3Pipeline', transformer: component, text_encoder_3: [null, null] };
  const files = { ...sd3, 'model_index.json': index, 'vae_encoder/model.onnx': graph };
  const parts = await read(files, 16, 'FlowMatchEulerDiscreteScheduler');
  expect(parts.encoders).toHaveLength(2);
  expect(parts.graphs.vaeEncoder).toBe(join(path, 'vae_encoder/model.onnx'));
});

test('the oldest exports have no configurations: theirs are Stable Diffusion 1’s', async () => {
  const bare = without(stableDiffusion, 'unet/config.json', 'text_encoder/config.json', 'vae_decoder/config.json');
  expect(await read(bare)).toMatchObject({ latentChannels: 4, latentPixels: 8, latentScale: 0.18215 });
});

test('UNets that were distilled from guided ones are told their guidance', async () => {
  const config = { in_channels: 4, time_cond_proj_dim: 256 };
  expect(await read({ ...stableDiffusion, 'unet/config.json': config })).toMatchObject({
    pipeline: { guidanceDim: 256 },
  });
});

test.each([
  ['model_index.json', without(stableDiffusion, 'model_index.json')],
  ['unet/model.onnx', without(stableDiffusion, 'unet/model.onnx')],
  ['tokenizer/tokenizer.json', without(stableDiffusion, 'tokenizer/vocab.json')],
  ['tokenizer/merges.txt', without(stableDiffusion, 'tokenizer/merges.txt')],
  ['text_encoder_2/model.onnx', without(xl, 'text_encoder_2/model.onnx')],
  ['scheduler/scheduler_config.json', without(stableDiffusion, 'scheduler/scheduler_config.json')],
  ['vae_decoder/config.json', { ...stableDiffusion, 'vae_decoder/config.json': 'not JSON' }],
  ['vae_decoder/config.json', { ...stableDiffusion, ...vae({ latent_channels: 4, latents_mean: [1, 2, 3, 4] }) }],
  ['unet/config.json', { ...stableDiffusion, 'unet/config.json': { in_channels: 9 } }],
  ['unet/config.json', { ...xl, 'unet/config.json': { in_channels: 4, addition_embed_type: 'image' } }],
  ['model_index.json', { ...xl, 'model_index.json': { _class_name: '', requires_aesthetics_score: true } }],
  ['transformer/config.json', { ...sd3, ...vae({}), 'transformer/config.json': { _class_name: 'PixArt' } }],
])('%s is named when it is missing or wrong (%#)', async (name, files) => {
  await expect(read(files)).rejects.toThrow(name);
});

test('a fit for previews must have as many rows as latents have channels', async () => {
  await expect(read(stableDiffusion, 16)).rejects.toThrow(/latent_rgb has 16 rows for 4/);
});

test('sizes must be in steps of what the denoiser sees as one', async () => {
  const sizes = [{ width: 520, height: 512 }];
  expect(await read(stableDiffusion, 4, 'DDIMScheduler', { sizes })).toMatchObject({ latentPixels: 8 });
  await expect(read(flux, 16, 'FlowMatchEulerDiscreteScheduler', { sizes })).rejects.toThrow(/520x512.*16/);
  const finish = { model: 'model_index.json', scale: 2 };
  await expect(read(stableDiffusion, 4, 'DDIMScheduler', { sizes, finish })).rejects.toThrow(/520x512.*16/);
});
