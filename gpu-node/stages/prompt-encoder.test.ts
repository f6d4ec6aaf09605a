import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { GraphInfo } from '../runtime/lane-messages.ts';
import { readVerifiedFolder } from '../store/model-folder.ts';
import { shippedModel } from '../store/shipped-model.ts';
import { loadModel } from './load-model.ts';
import { wantedOutputs } from './prompt-encoder.ts';

const giving = (...names: readonly string[]): GraphInfo => ({
  inputs: [],
  outputs: names.map((name) => ({ name, type: 'float32', dims: [] })),
});
const hidden = [0, 1, 2, 3].map((layer) => `hidden_states.${layer}`);
const tokenizer = { name: 'tokenizer', files: { json: '' }, config: {}, length: undefined };
const parts = { graph: '', name: 'text_encoder', layers: 3, tokenizer };
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

test('a model whose tokenizer is broken does not load, and the file is named', async () => {
  const path = mkdtempSync(join(tmpdir(), 'quartet-model-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  cpSync(shippedModel, path, { recursive: true });
  writeFileSync(join(path, 'tokenizer/tokenizer.json'), 'not JSON');
  const folder = await readVerifiedFolder(path);
  const session = { provider: 'cpu', threads: 1 } as const;
  await expect(loadModel(folder, { session, batchCap: 1 })).rejects.toMatchObject({
    reason: 'REASON_MODEL_UNAVAILABLE',
    cause: { message: 'tokenizer/tokenizer.json is not JSON' },
  });
});
