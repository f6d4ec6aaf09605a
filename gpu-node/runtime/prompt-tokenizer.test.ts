import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTokenizer } from './prompt-tokenizer.ts';

const folder = join(import.meta.dirname, '../models/default/tokenizer');
const read = (name: string): object => JSON.parse(readFileSync(join(folder, name), 'utf8')) as object;
const tokenizer = createTokenizer(read('tokenizer.json'), read('tokenizer_config.json'));

/** Ids that the Python `tokenizers` package gives for the same file; the rest of the 32 is padding. */
const cases: readonly (readonly [string, readonly number[]])[] = [
  ['a red fox in the snow', [2, 43, 493, 2490, 76, 73, 2656, 3]],
  ['Café, 3 UNICORNS under-water!', [2, 5723, 16, 23, 9875, 92, 181, 17, 376, 5, 3]],
  ['', [2, 3]],
  ['word '.repeat(60), [2, ...Array.from({ length: 30 }, () => 849), 3]],
];

test.each(cases)('"%.30s" gets the ids it was trained with', (prompt, want) => {
  expect([...tokenizer.encode(prompt)].map(Number)).toEqual([
    ...want,
    ...Array.from({ length: 32 - want.length }, () => 0),
  ]);
});

test('a tokenizer without a length is refused', () => {
  const { padding: _, ...json } = read('tokenizer.json') as { padding: unknown };
  const { model_max_length: __, ...config } = read('tokenizer_config.json') as { model_max_length: unknown };
  expect(() => createTokenizer(json, config)).toThrow(/how long/);
});
