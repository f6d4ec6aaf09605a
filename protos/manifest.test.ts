import { expect, test } from 'vitest';
import { parseManifest } from './manifest.ts';

const upscaler = {
  format: 1,
  stage: 'upscale',
  id: 'enlarger',
  version: '1',
  name: 'Enlarger',
  description: 'Enlarges.',
  licence: 'Apache-2.0',
  files: {},
  model: 'model.onnx',
  scale: 2,
  tile: { size: 128, margin: 20 },
  max_side: 4096,
};

test('a manifest is read by its stage', () => {
  expect(parseManifest(JSON.stringify(upscaler))).toEqual(upscaler);
});

test('what is wrong with a manifest is named', () => {
  const read = (changes: object) => () => parseManifest(JSON.stringify({ ...upscaler, ...changes }));
  expect(read({ stage: 'sing' })).toThrow('/stage');
  expect(read({ scale: 'big' })).toThrow('/scale');
  expect(read({ input_side: 320 })).toThrow('quartet.json: /');
  expect(read({ tile: { size: 40, margin: 20 } })).toThrow('/tile');
});
