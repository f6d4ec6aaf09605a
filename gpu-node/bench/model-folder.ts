/**
 * Folders of models that paint nothing worth seeing and cost what real ones cost: the layout, the graphs' names and what
 * goes in and out are a real model's, so that they run through a node's own stages. Only the denoiser differs between them.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sealModel } from '../store/seal-model.ts';
import { OnnxGraph } from './onnx-file.ts';
import { type Uniform, mulberry32 } from '@quartet/service-kit/random.ts';

export const latentChannels = 4;
const latentPixels = 8;
/** A prompt as the denoiser sees it: so many numbers for each of so many letters. */
export const [promptLength, promptWidth] = [8, 16];
/** The first is the usual one. Latents of 16x16, 13x19, 19x13 and 21x12: as near one area as their shapes allow. */
export const benchSizes = [
  { width: 128, height: 128 },
  { width: 104, height: 152 },
  { width: 152, height: 104 },
  { width: 168, height: 96 },
] as const;

/** A denoiser in the making: its inputs by name, and where its weights come from. */
export interface DenoiserParts {
  readonly graph: OnnxGraph;
  /** [batch, 4, height, width] */
  readonly sample: string;
  /** A weight matrix [rows, columns]; what goes through it comes out about `gain` times as large, by default as it was. */
  readonly weights: (rows: number, columns: number, gain?: number) => string;
  /** What a sample's time and prompt add to each of its rows: [batch, width]. */
  readonly conditions: (width: number) => string;
}

/** What a model of these benchmarks is. */
export interface BenchModel {
  readonly id: string;
  /** Steps of most requests. */
  readonly steps: number;
  /** Pictures it paints; the usual one first. */
  readonly sizes: readonly { readonly width: number; readonly height: number }[];
  /** Whether batch mates must change nothing at all. */
  readonly exact?: true;
  /** Builds the denoiser. @returns the name of its output, in the shape of `sample` */
  readonly denoiser: (parts: DenoiserParts) => string;
}

/** What a model that does not care paints besides: latents of 4x128x128, as SDXL's at its usual size. */
export const largeSize = { width: 1024, height: 1024 } as const;

/** Writes a model's folder; the same bytes each time. */
export function writeModelFolder(path: string, model: BenchModel): void {
  const random = mulberry32(1);
  for (const part of ['unet', 'text_encoder', 'vae_decoder', 'tokenizer', 'scheduler']) {
    mkdirSync(join(path, part), { recursive: true });
  }
  writeDenoiser(join(path, 'unet/model.onnx'), model, random);
  writeTextEncoder(join(path, 'text_encoder/model.onnx'), random);
  writeDecoder(join(path, 'vae_decoder/model.onnx'), random);
  for (const [file, content] of Object.entries(jsonFiles(model))) {
    writeFileSync(join(path, file), JSON.stringify(content));
  }
  sealModel(path);
}

function writeDenoiser(path: string, { denoiser }: BenchModel, random: Uniform): void {
  const graph = new OnnxGraph();
  const weights: DenoiserParts['weights'] = (rows, columns, gain) => weightsOf(graph, random, rows, columns, gain);
  const conditions = (width: number): string => {
    const times = graph.add('Unsqueeze', ['timestep', graph.integers([1])]);
    // Timesteps reach 1000; beside latents they must be small.
    const scaled = graph.add('Mul', [times, graph.floats(new Float32Array(width).fill(1e-3), [1, width])]);
    const prompt = graph.add('ReduceMean', ['encoder_hidden_states'], { axes: [1], keepdims: 0 });
    return graph.add('Add', [scaled, graph.add('MatMul', [prompt, weights(promptWidth, width)])]);
  };
  const result = denoiser({ graph, sample: 'sample', weights, conditions });
  graph.add('Identity', [result], {}, 'out_sample');
  const picture = ['batch', latentChannels, 'height', 'width'];
  graph.write(
    path,
    [
      { name: 'sample', type: 'float32', dims: picture },
      { name: 'timestep', type: 'float32', dims: ['batch'] },
      { name: 'encoder_hidden_states', type: 'float32', dims: ['batch', promptLength, promptWidth] },
    ],
    [{ name: 'out_sample', type: 'float32', dims: picture }],
  );
}

function writeTextEncoder(path: string, random: Uniform): void {
  const graph = new OnnxGraph();
  graph.add('Gather', [weightsOf(graph, random, vocabulary.length, promptWidth), 'input_ids'], {}, 'last_hidden_state');
  graph.write(
    path,
    [{ name: 'input_ids', type: 'int64', dims: ['batch', 'length'] }],
    [{ name: 'last_hidden_state', type: 'float32', dims: ['batch', 'length', promptWidth] }],
  );
}

function writeDecoder(path: string, random: Uniform): void {
  const graph = new OnnxGraph();
  const values = 3 * latentPixels ** 2;
  const kernel = Float32Array.from({ length: values * latentChannels }, () => random() - 0.5);
  const spread = graph.add('Conv', ['latent_sample', graph.floats(kernel, [values, latentChannels, 1, 1])]);
  graph.add('DepthToSpace', [spread], { blocksize: latentPixels }, 'sample');
  graph.write(
    path,
    [{ name: 'latent_sample', type: 'float32', dims: ['batch', latentChannels, 'height', 'width'] }],
    [{ name: 'sample', type: 'float32', dims: ['batch', 3, 'rows', 'columns'] }],
  );
}

function weightsOf(graph: OnnxGraph, random: Uniform, rows: number, columns: number, gain = 1): string {
  // Uniform of variance gain² / rows.
  const most = gain * Math.sqrt(3 / rows);
  const data = new Float32Array(rows * columns);
  for (let index = 0; index < data.length; index += 1) data[index] = (2 * random() - 1) * most;
  return graph.floats(data, [rows, columns]);
}

const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');
const vocabulary = ['[PAD]', '[UNK]', ...letters, ...letters.map((letter) => `##${letter}`)];

function jsonFiles({ id, steps, sizes, exact }: BenchModel): Record<string, unknown> {
  return {
    'quartet.json': {
      format: 1,
      stage: 'paint',
      id,
      version: '1',
      name: id,
      description: 'A model of the benchmarks: it costs what a real one costs and paints nothing worth seeing.',
      licence: 'Apache-2.0',
      sizes,
      defaults: { steps, guidance: 1, sampler: 'DDIMScheduler' },
      max_steps: 100,
      max_guidance: 10,
      samplers: ['DDIMScheduler'],
      latent_rgb: { matrix: Array.from({ length: latentChannels }, () => [0.1, 0.2, 0.3]), bias: [0, 0, 0] },
      ...(exact && { exact }),
      files: {},
    },
    'model_index.json': {
      _class_name: 'OnnxStableDiffusionPipeline',
      unet: ['diffusers', 'OnnxRuntimeModel'],
    },
    'scheduler/scheduler_config.json': {
      _class_name: 'DDIMScheduler',
      num_train_timesteps: 1000,
      beta_schedule: 'scaled_linear',
      beta_start: 0.00085,
      beta_end: 0.012,
      prediction_type: 'v_prediction',
      timestep_spacing: 'trailing',
      clip_sample: false,
      set_alpha_to_one: true,
      steps_offset: 0,
    },
    'vae_decoder/config.json': {
      latent_channels: latentChannels,
      block_out_channels: [8, 8, 8, 8],
      scaling_factor: 1,
    },
    'tokenizer/tokenizer.json': {
      version: '1.0',
      truncation: null,
      padding: { strategy: { Fixed: promptLength }, direction: 'Right', pad_id: 0, pad_type_id: 0, pad_token: '[PAD]' },
      added_tokens: [],
      normalizer: null,
      pre_tokenizer: { type: 'Whitespace' },
      post_processor: null,
      decoder: null,
      model: {
        type: 'WordPiece',
        unk_token: '[UNK]',
        continuing_subword_prefix: '##',
        max_input_chars_per_word: 100,
        vocab: Object.fromEntries(vocabulary.map((token, index) => [token, index])),
      },
    },
    'tokenizer/tokenizer_config.json': { tokenizer_class: 'PreTrainedTokenizerFast', pad_token: '[PAD]' },
  };
}
