import { expect, test } from 'vitest';
import type { GraphInfo, TensorInfo } from '../../runtime/lane-messages.ts';
import type { Pipeline } from '../../store/paint-folder.ts';
import { createUnet, embedGuidance } from './unet.ts';

const input = (name: string, ...dims: TensorInfo['dims']): TensorInfo => ({ name, type: 'float32', dims });
const common = [input('sample', 'batch', 4, 'h', 'w'), input('encoder_hidden_states', 'batch', 'length', 2)];
const perSample = input('timestep', 'batch');
type UnetPipeline = Extract<Pipeline, { family: 'sd' | 'sdxl' }>;
const sd: UnetPipeline = { family: 'sd', guidanceDim: undefined };
const sdxl: UnetPipeline = { family: 'sdxl', guidanceDim: undefined, zerosForEmpty: true };
const unetOf = (pipeline: UnetPipeline, ...inputs: readonly TensorInfo[]) => {
  const graph: GraphInfo = { inputs: [...common, ...inputs], outputs: [] };
  return createUnet(pipeline, graph, 8);
};
const row = {
  latents: new Float32Array(4 * 6).fill(1),
  shape: [4, 2, 3],
  timestep: 981,
  conditionings: [0, 1].map((value) => ({
    encoder_hidden_states: { type: 'float32', data: Float32Array.of(value, value), dims: [1, 1, 2] } as const,
  })),
  guidance: 7.5,
} as const;

test('the picture’s own size and the wanted one are those that are painted', () => {
  const unet = unetOf(sdxl, perSample, input('text_embeds', 'batch', 2), input('time_ids', 'batch', 6));
  const size = { type: 'float32', data: Float32Array.of(16, 24, 0, 0, 16, 24), dims: [1, 6] };
  expect(unet.constants(row)).toEqual(row.conditionings.map((prompt) => ({ ...prompt, time_ids: size })));
});

test.each([
  ['no dims', []],
  ['one that is always 1', [1]],
])('a timestep with %s is there once for all samples of a call', (_, dims) => {
  const unet = unetOf(sd, input('timestep', ...dims));
  expect(unet.sharesTimestep).toBe(true);
  expect(unet.feeds(row)['timestep']).toEqual({ type: 'float32', data: Float32Array.of(981), dims, shared: true });
});

test('a timestep for each sample is a row’s own', () => {
  const unet = unetOf(sd, perSample);
  expect(unet.sharesTimestep).toBe(false);
  expect(unet.feeds(row)['timestep']).toEqual({ type: 'float32', data: Float32Array.of(981), dims: [1] });
});

test('a guidance scale is embedded as diffusers does, and then doubles nothing', () => {
  // LatentConsistencyModelPipeline.get_guidance_scale_embedding(None, torch.tensor([6.5]), embedding_dim=8)
  const reference = [
    -0.04478473961353302, 0.11018915474414825, 0.9911232590675354, 0.6051863431930542, -0.9989966750144958,
    0.9939106106758118, 0.13294602930545807, 0.7960838675498962,
  ];
  const embedding = embedGuidance(6.5, 8);
  for (const [index, value] of reference.entries()) expect(embedding[index]).toBeCloseTo(value, 6);
  const unet = unetOf({ family: 'sd', guidanceDim: 8 }, perSample, input('timestep_cond', 'batch', 8));
  expect(unet.doubles).toBe(false);
  const [constants] = unet.constants({ ...row, conditionings: row.conditionings.slice(1) });
  expect(constants?.['timestep_cond']).toEqual({
    type: 'float32',
    data: embedding,
    dims: [1, 8],
  });
});

test('a graph that takes something else is refused by its name', () => {
  expect(() => unetOf(sdxl, perSample)).toThrow(/text_embeds/);
  expect(() => unetOf(sd, perSample, input('class_labels', 'batch'))).toThrow(/class_labels/);
});
