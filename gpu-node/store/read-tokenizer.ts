import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { clipTokenizer } from './clip-tokenizer.ts';
import { parseObject } from './json-object.ts';
import type { TokenizerParts } from './text-encoder-folder.ts';

/**
 * Reads a tokenizer's files, as a `tokenizer.json` and a `tokenizer_config.json`. They are megabytes of JSON and block their
 * thread: a node reads them on a lane's, where all that is imported here is loaded once more.
 * @throws Error that says which file is missing or what is wrong with it
 */
export function readTokenizer({ name, files, config }: TokenizerParts): { json: object; config: object } {
  const read = (path: string): object => parseObject(readFileSync(path, 'utf8'), `${name}/${basename(path)}`);
  if ('json' in files) return { json: read(files.json), config };
  const merges = readFileSync(files.merges, 'utf8');
  const vocab = read(files.vocab);
  const special = files.special === undefined ? {} : read(files.special);
  try {
    return clipTokenizer({ vocab, merges, config, special });
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : 'is not valid'}`, { cause: error });
  }
}
