import { expect, test } from 'vitest';
import { packStates, unpackStates } from './state-pack.ts';

test('states come out as they went in, those that are not sound among them', () => {
  const array = (...values: readonly number[]) => Float32Array.from(values);
  const states = [
    { latents: array(1, 2), estimate: array(3, 4), samplerState: [], noisePosition: 5 },
    undefined,
    { latents: array(6), estimate: undefined, samplerState: [array(7), array(8)], noisePosition: 9 },
  ];
  const pack = packStates(states, 3);
  const unpacked = unpackStates(structuredClone(pack, { transfer: [pack.values.buffer as ArrayBuffer] }));
  expect(unpacked).toEqual(states);
  // None holds the memory of the others.
  expect(unpacked[0]?.latents.buffer.byteLength).toBe(8);
});
