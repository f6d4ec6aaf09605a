import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readTokenizer } from './read-tokenizer.ts';

const vocab = { '<|startoftext|>': 0, '<|endoftext|>': 1, '!': 2 };

let path: string;
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'quartet-tokenizer-')), 'tokenizer_2');
  mkdirSync(path);
});
afterEach(() => rmSync(join(path, '..'), { recursive: true }));

function write(name: string, content: unknown): string {
  const file = join(path, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

/** CLIP's files, with what one of them says instead. */
function readClip(changes: { readonly vocab?: unknown; readonly special?: unknown } = {}) {
  const files = {
    vocab: write('vocab.json', changes.vocab ?? vocab),
    merges: write('merges.txt', '#version: 0.2\n! !</w>\n'),
    special: changes.special === undefined ? undefined : write('special_tokens_map.json', changes.special),
  };
  return readTokenizer({ name: 'tokenizer_2', files, config: { model_max_length: 4 }, length: undefined });
}

test('a tokenizer.json is taken as it is', () => {
  const files = { json: write('tokenizer.json', { model: { type: 'BPE' } }) };
  const config = { model_max_length: 4 };
  expect(readTokenizer({ name: 'tokenizer_2', files, config, length: undefined })).toEqual({
    json: { model: { type: 'BPE' } },
    config,
  });
});

test('CLIP’s files become one, with special tokens where they are listed', () => {
  expect(readClip()).toMatchObject({
    json: { model: { vocab, merges: ['! !</w>'] } },
    config: { model_max_length: 4, pad_token: '<|endoftext|>' },
  });
  expect(readClip({ special: { pad_token: '!' } }).config).toMatchObject({ pad_token: '!' });
});

test('the file at fault is named', () => {
  expect(() => readClip({ vocab: '<html>' })).toThrow('tokenizer_2/vocab.json is not JSON');
  expect(() => readClip({ special: '"!"' })).toThrow('tokenizer_2/special_tokens_map.json is not a JSON object');
  expect(() => readClip({ vocab: { '!': 0 } })).toThrow(/tokenizer_2: .*<\|startoftext\|>/);
  const files = { json: join(path, 'tokenizer.json') };
  expect(() => readTokenizer({ name: 'tokenizer_2', files, config: {}, length: undefined })).toThrow(
    /tokenizer_2\/tokenizer.json/,
  );
});
