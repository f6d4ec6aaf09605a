import { expect, test } from 'vitest';
import type { GraphInfo } from '../runtime/lane-messages.ts';
import { wantedOutputs } from './prompt-encoder.ts';

const giving = (...names: readonly string[]): GraphInfo => ({
  inputs: [],
  outputs: names.map((name) => ({ name, type: 'float32', dims: [] })),
});
const hidden = [0, 1, 2, 3].map((layer) => `hidden_states.${layer}`);
const parts = { graph: '', name: 'text_encoder', layers: 3, tokenizer: { json: {}, config: {}, length: undefined } };
const clip = giving('text_embeds', 'last_hidden_state', 'pooler_output', ...hidden);

test('each family goes by its own outputs of each encoder', () => {
  const last = { states: 'last_hidden_state', pooled: undefined };
  expect(wantedOutputs(parts, 'sd', 0, clip)).toEqual(last);
  expect(wantedOutputs(parts, 'sdxl', 0, clip)).toEqual({ states: 'hidden_states.2', pooled: undefined });
  expect(wantedOutputs(parts, 'sdxl', 1, clip)).toEqual({ states: 'hidden_states.2', pooled: 'text_embeds' });
  expect(wantedOutputs(parts, 'sd3', 0, clip)).toEqual({ states: 'hidden_states.2', pooled: 'text_embeds' });
  expect(wantedOutputs(parts, 'sd3', 2, clip)).toEqual(last);
  expect(wantedOutputs(parts, 'flux', 0, clip)).toEqual({ states: undefined, pooled: 'pooler_output' });
  expect(wantedOutputs(parts, 'flux', 1, clip)).toEqual(last);
});

test('where no output says it is the last state it is the first', () => {
  expect(wantedOutputs(parts, 'sd', 0, giving('states', 'pooled')).states).toBe('states');
});

test('what an export lacks is named', () => {
  expect(() => wantedOutputs(parts, 'sdxl', 0, giving('last_hidden_state'))).toThrow(
    'text_encoder/model.onnx does not give hidden_states.2',
  );
  expect(() => wantedOutputs({ ...parts, layers: undefined }, 'sd3', 0, clip)).toThrow(
    /config.json.*num_hidden_layers/,
  );
  expect(() => wantedOutputs(parts, 'flux', 0, giving('last_hidden_state'))).toThrow(/pooler_output/);
});
