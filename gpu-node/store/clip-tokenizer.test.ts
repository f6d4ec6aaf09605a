import { describe, expect, test } from 'vitest';
import { createTokenizer } from '../runtime/prompt-tokenizer.ts';
import { clipTokenizer } from './clip-tokenizer.ts';

/** Letters, two bytes of é and three of 狐, alone and at the end of a word; then what merging makes; then the special two. */
const letters = ['!', 'a', 'c', 'd', 'f', 'o', 't', 'x', 'h', 'e', "'", 's', '1', 'Ã', '©', 'ç', 'ĭ', 'Ĳ'];
const merges = ['f o', 'fo x</w>', 'c a', 'ca t</w>', 't h', 'th e</w>', "' s</w>"];
const tokens = [
  ...letters,
  ...letters.map((letter) => `${letter}</w>`),
  ...merges.map((pair) => pair.replace(' ', '')),
  '<|startoftext|>',
  '<|endoftext|>',
];
const vocab = Object.fromEntries(tokens.map((token, id) => [token, id]));
const config = { tokenizer_class: 'CLIPTokenizer', model_max_length: 12 };

function tokenizerOf(changes: object, special = {}): (prompt: string) => number[] {
  const files = { vocab, merges: `#version: 0.2\n${merges.join('\n')}\n`, config: { ...config, ...changes }, special };
  const { json, config: complete } = clipTokenizer(files);
  const tokenizer = createTokenizer(json, complete);
  return (prompt) => [...tokenizer.encode(prompt)].map(Number);
}

const [first, last] = [43, 44];
const filled = (ids: readonly number[], pad: number): number[] => [...ids, ...Array(12 - ids.length).fill(pad)];

describe('ids are those of transformers’ CLIPTokenizer for the same files', () => {
  const padsWithEnd = tokenizerOf({ pad_token: '<|endoftext|>' });
  test.each([
    ['The fox!', [first, 41, 37, 18, last]],
    ['  a\tCAT\n\u200Bcat', [first, 19, 39, 39, last]],
    ["fox's 11", [first, 37, 42, 30, 30, last]],
    ['café 狐狐', [first, 38, 4, 13, 32, 15, 16, 35, 15, 16, 35, last]],
    ['cat '.repeat(20), [first, ...Array<number>(10).fill(39), last]],
    ['', [first, last]],
  ])('%j', (prompt, ids) => {
    expect(padsWithEnd(prompt)).toEqual(filled(ids, last));
  });
});

test('a padding token in a prompt is that token', () => {
  const padsWithMark = tokenizerOf({ pad_token: { content: '!' } });
  expect(padsWithMark('The fox!')).toEqual(filled([first, 41, 37, 0, last], 0));
  expect(padsWithMark('')).toEqual(filled([first, last], 0));
});

test('the map of special tokens counts where the configuration does not list what was added', () => {
  const special = { pad_token: '!' };
  expect(tokenizerOf({ pad_token: '<|endoftext|>' }, special)('').at(-1)).toBe(0);
  const listed = { pad_token: '<|endoftext|>', added_tokens_decoder: {} };
  expect(tokenizerOf(listed, special)('').at(-1)).toBe(last);
});

test('a vocabulary without a special token is refused by its name', () => {
  expect(() => tokenizerOf({ pad_token: '[PAD]' })).toThrow(/\[PAD\]/);
});
