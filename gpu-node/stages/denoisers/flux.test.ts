import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TensorInfo } from '../../runtime/lane-messages.ts';
import { createFlux, packLatents, unpackLatents } from './flux.ts';

const input = (name: string, ...dims: TensorInfo['dims']): TensorInfo => ({ name, type: 'float32', dims });
const common = ['hidden_states', 'encoder_hidden_states', 'pooled_projections', 'timestep'].map((name) => input(name));
const places = [input('img_ids', 'tokens', 3), input('txt_ids', 'length', 3)];
const graphOf = (...inputs: readonly TensorInfo[]) => ({ inputs: [...common, ...inputs], outputs: [] });
const row = {
  latents: Float32Array.from({ length: 2 * 2 * 4 }, (_, index) => index),
  shape: [2, 2, 4],
  timestep: 750,
  conditionings: [
    {
      encoder_hidden_states: { type: 'float32', data: new Float32Array(15), dims: [1, 5, 3] },
      pooled_projections: { type: 'float32', data: new Float32Array(2), dims: [1, 2] },
    },
  ],
  guidance: 3.5,
} as const;

test('two by two latents become one token, and come back', () => {
  // Channels 0..7 and 8..15 of 2x4: tokens are the columns 0-1 and 2-3.
  expect([...packLatents(row.latents, row.shape)]).toEqual([0, 1, 4, 5, 8, 9, 12, 13, 2, 3, 6, 7, 10, 11, 14, 15]);
  const aShape = fc.tuple(fc.nat(4), fc.nat(4), fc.nat(4), fc.integer({ min: 1, max: 3 }));
  fc.assert(
    fc.property(aShape, ([channels, height, width, rows]) => {
      const shape = [channels + 1, 2 * height + 2, 2 * width + 2] as const;
      const size = shape[0] * shape[1] * shape[2];
      const latents = Float32Array.from({ length: rows * size }, (_, index) => index);
      const packed = new Float32Array(latents.length);
      for (let at = 0; at < latents.length; at += size) {
        packed.set(packLatents(latents.subarray(at, at + size), shape), at);
      }
      expect(unpackLatents(packed, shape)).toEqual(latents);
    }),
  );
});

test('it is told its guidance and where its tokens are, once for all samples', () => {
  const flux = createFlux(graphOf(...places, input('guidance', 'batch')));
  const feeds = flux.feeds(row);
  const [constants = {}] = flux.constants(row);
  expect(flux.doubles).toBe(false);
  expect(feeds['hidden_states']?.dims).toEqual([1, 2, 8]);
  expect(feeds['timestep']?.data).toEqual(Float32Array.of(0.75));
  expect(constants['guidance']?.data).toEqual(Float32Array.of(3.5));
  expect(constants['img_ids']).toEqual({
    type: 'float32',
    data: Float32Array.of(0, 0, 0, 0, 0, 1),
    dims: [2, 3],
    shared: true,
  });
  expect(constants['txt_ids']).toEqual({ type: 'float32', data: new Float32Array(15), dims: [5, 3], shared: true });
});

test('models that were not distilled from guided ones are not told; older exports have places for each sample', () => {
  const older = [input('img_ids', 'batch', 'tokens', 3), input('txt_ids', 'batch', 'length', 3)];
  const [constants = {}] = createFlux(graphOf(...older)).constants(row);
  expect(constants['guidance']).toBeUndefined();
  expect(constants['img_ids']?.dims).toEqual([1, 2, 3]);
  expect(constants['img_ids']?.shared).toBeUndefined();
});

test('dynamic shifting goes by the tokens', () => {
  expect(createFlux(graphOf(...places)).flow([16, 64, 96])).toEqual({ imageTokens: 32 * 48, evenSigmas: true });
});
