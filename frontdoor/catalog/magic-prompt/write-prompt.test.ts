import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MagicPromptLists, parseManifest } from '@quartet/protos/manifest.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writePrompt } from './write-prompt.ts';

/** Lists as short as they may be, so that the least room for mistakes is tried. */
const lists: MagicPromptLists = {
  auto: true,
  grounds: ['red', 'green', 'blue', 'pink', 'grey', 'black', 'white', 'light blue'].map((colour) => `on ${colour}`),
  scenes: [
    { phrase: 'in the snow', suits: ['penguin', 'christmas tree'] },
    { phrase: 'at sea', suits: ['penguin', 'ship'] },
  ],
  settled: ['background', 'in the', 'at'],
};
const manifest = parseManifest(
  readFileSync(join(import.meta.dirname, '../../../gpu-node/models/default/quartet.json'), 'utf8'),
);
const shipped = manifest.stage === 'paint' ? manifest.magic_prompt : undefined;

const prompts = fc.oneof(
  fc.constantFrom(
    'a penguin',
    'a ship',
    'a red and green and blue christmas tree',
    'a cat',
    'a pizza',
    'ein Fuchs',
    '狐',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }),
);
const seeds = fc.oneof(fc.nat({ max: 2 ** 32 - 1 }), fc.integer({ min: 2 ** 32 - 8, max: 2 ** 32 - 1 }));
const added = (prompt: string, seed: number, from = lists): string =>
  writePrompt(prompt, seed, from).slice(prompt.length);
/** All that is ever added to a prompt. */
const everAdded = (prompt: string): Set<string> =>
  new Set(Array.from({ length: 64 }, (_, seed) => added(prompt, seed).trim()));

describe('the prompt of an image', () => {
  it('begins with the prompt that was asked for, to the letter, and is the same each time', () => {
    fc.assert(
      fc.property(prompts, seeds, (prompt, seed) => {
        const written = writePrompt(prompt, seed, lists);
        expect(written.startsWith(prompt)).toBe(true);
        expect(written).toBe(writePrompt(prompt, seed, lists));
      }),
    );
    // Other machines and later releases write the same: a generation that is asked for again is the same pictures.
    expect(writePrompt('a penguin', 7, lists)).toBe('a penguin on grey');
  });

  it.each([
    ['the shortest lists', lists],
    ['the lists of the default model', shipped],
  ])('differs between any eight seeds that follow each other: %s', (_, from) => {
    if (!from) throw new Error('no lists');
    fc.assert(
      fc.property(prompts, seeds, (prompt, seed) => {
        const eight = Array.from({ length: 8 }, (_seed, index) => added(prompt, (seed + index) % 2 ** 32, from));
        expect(new Set(eight).size).toBe(eight[0] === '' ? 1 : 8);
      }),
    );
  });

  it('is the prompt itself where that says where its subject is', () => {
    for (const prompt of ['a penguin in the rain', 'a cat, blue background', 'A ship At anchor']) {
      expect(everAdded(prompt), prompt).toEqual(new Set(['']));
    }
    expect(everAdded('a patched chin theory')).not.toContain('');
  });

  it('never exceeds 2,000 characters', () => {
    const longest = ' on light blue'.length;
    expect(everAdded('🐧'.repeat(2_000 - longest + 1))).toEqual(new Set(['']));
    const lengths = [0, 1, 2, 3, 4, 5, 6, 7].map(
      (seed) => Array.from(writePrompt('🐧'.repeat(2_000 - longest), seed, lists)).length,
    );
    expect(Math.max(...lengths)).toBe(2_000);
  });

  it('has scenery only for a subject that it suits, alone and named last', () => {
    expect([...everAdded('a small penguin')]).toEqual(expect.arrayContaining(['in the snow', 'at sea']));
    expect([...everAdded('A Christmas Tree')]).toContain('in the snow');
    for (const prompt of ['a pizza', 'a tree', 'a penguin cake', 'a pizza and a penguin', 'a slice of penguin']) {
      expect(
        [...everAdded(prompt)].filter((detail) => !detail.startsWith('on ')),
        prompt,
      ).toEqual([]);
    }
  });

  it('has no ground of a colour that the prompt names, while eight others are left', () => {
    if (!shipped) throw new Error('no lists');
    for (let seed = 0; seed < 64; seed += 1) {
      expect(added('a yellow and white duck', seed, shipped)).not.toMatch(/yellow|white/);
    }
    expect(everAdded('a red fox').size).toBe(8);
  });
});

describe('the lists of the default model', () => {
  it('are on by themselves and leave none of their own scenes to be added to', () => {
    expect(shipped?.auto).toBe(true);
    for (const { phrase } of shipped?.scenes ?? []) {
      expect(shipped && writePrompt(`a fox ${phrase}`, 1, shipped)).toBe(`a fox ${phrase}`);
    }
  });

  it('give any four pictures in a row one scene or two', () => {
    if (!shipped) throw new Error('no lists');
    for (let seed = 0; seed < 32; seed += 1) {
      const four = [0, 1, 2, 3].map((index) => added('a red fox', seed + index, shipped));
      const scenes = four.filter((detail) => !detail.endsWith('background'));
      expect([1, 2]).toContain(scenes.length);
    }
  });
});
