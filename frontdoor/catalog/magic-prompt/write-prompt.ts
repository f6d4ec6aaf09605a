import { createHash } from 'node:crypto';
import type { MagicPromptLists } from '@quartet/protos/manifest.ts';

/** Code points of a prompt. */
const lengthMax = 2_000;
/** The most images of a generation, whose seeds follow each other: each is to get a ground or scene of its own. */
const imagesMax = 8;
/** Of so many images the most that get a scene: it makes pictures most different, while a ground keeps them cleanest. */
const scenesMax = imagesMax / 2;
/** Words that join others: none of them names a subject or a colour. */
const joiners = new Set(['a', 'an', 'and', 'at', 'by', 'for', 'from', 'in', 'of', 'on', 'or', 'the', 'to', 'with']);

/**
 * The prompt of one image: the one asked for, unchanged, and after it the ground or scene that the image's seed chooses of
 * those that suit it. A prompt that says where its subject is, or has no room, stays as it is.
 *
 * Any eight seeds that follow each other (mod 2^32) get eight different ones. The same arguments give the same everywhere.
 *
 * @param prompt as it is stored: NFC, trimmed, at most 2,000 code points.
 * @param seed of the image, 0 to 2^32-1.
 */
export function writePrompt(prompt: string, seed: number, lists: MagicPromptLists): string {
  const words = wordsOf(prompt);
  if (lists.settled.some((phrase) => holds(words, wordsOf(phrase)))) return prompt;
  const walk = walkFor(prompt, words, lists);
  // Its length is a power of two, which divides the number of seeds: so it closes where seeds wrap round.
  const detail = walk[seed % walk.length] ?? '';
  // Where one has no room none is added, so that images of one generation are treated alike.
  const room = lengthMax - Array.from(prompt).length - 1;
  return walk.some((each) => each.length > room) ? prompt : `${prompt} ${detail}`;
}

/**
 * The details that seeds walk through, in rounds of eight: grounds, a scene after each of the first while the subject has
 * some. A ground comes once, a scene in the same place of every round: so any eight in a row are different.
 */
function walkFor(prompt: string, words: readonly string[], lists: MagicPromptLists): readonly string[] {
  // A ground of a colour that the prompt names hides what has it.
  const named = new Set(words.filter((word) => !joiners.has(word)));
  const apart = lists.grounds.filter((ground) => !wordsOf(ground).some((word) => named.has(word)));
  const grounds = apart.length < imagesMax ? lists.grounds : apart;
  // Elsewhere for each prompt, so that one seed is not the same ground for all.
  const start = createHash('sha256').update(prompt).digest().readUInt32BE(0) % grounds.length;
  const turned = [...grounds.slice(start), ...grounds.slice(0, start)];
  const scenes = scenesFor(words, lists).slice(0, scenesMax);
  const groundsARound = imagesMax - scenes.length;
  const rounds = 2 ** Math.floor(Math.log2(turned.length / groundsARound));
  return turned
    .slice(0, rounds * groundsARound)
    .flatMap((ground, at) => [ground, ...scenes.slice(at % groundsARound, (at % groundsARound) + 1)]);
}

/** Scenery for one subject that is named last: "a small red fox". Several in one scene would hardly be seen. */
function scenesFor(words: readonly string[], { scenes }: MagicPromptLists): string[] {
  if (words.slice(1).some((word) => joiners.has(word))) return [];
  const fitting = scenes.filter(({ suits }) => suits.some((noun) => endsWith(words, wordsOf(noun))));
  return fitting.map(({ phrase }) => phrase);
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

function holds(words: readonly string[], phrase: readonly string[]): boolean {
  return words.some((_, at) => phrase.every((word, offset) => words[at + offset] === word));
}

function endsWith(words: readonly string[], phrase: readonly string[]): boolean {
  return phrase.length <= words.length && phrase.every((word, at) => words[words.length - phrase.length + at] === word);
}
