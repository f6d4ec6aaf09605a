/** What a downloaded picture is called: the first words of its prompt. */
import type { Image } from '@quartet/protos/generated/index.ts';
import { actionNames } from './present.ts';

/** Characters of a name before its ending: at four bytes each they fit into every file system's 255 bytes. */
const nameLengthMax = 60;

/**
 * The `Content-Disposition` of a downloaded image, named after the words of its prompt, or after what it is where there are
 * none. Names hold letters, digits and hyphens only, so that nothing in them needs quoting (RFC 6266), and the one in UTF-8
 * (RFC 8187) stands beside the one in ASCII where they differ.
 *
 * @param ending of the file, without the dot.
 */
export function attachmentOf(image: Pick<Image, 'id' | 'action'>, prompt: string, ending: string): string {
  const unnamed = `${actionNames[image.action]}-${image.id}`;
  const name = joined(prompt.normalize('NFC').match(/[\p{L}\p{M}\p{N}]+/gu)) || unnamed;
  // Letters without their accents, as people write them where they have no others.
  const unaccented = prompt.normalize('NFKD').replaceAll(/\p{M}/gu, '');
  const ascii = joined(unaccented.match(/[a-z0-9]+/gi)) || unnamed;
  const attachment = `attachment; filename="${ascii}.${ending}"`;
  return name === ascii ? attachment : `${attachment}; filename*=UTF-8''${encodeURIComponent(`${name}.${ending}`)}`;
}

/** As many whole words as fit, in lower case with hyphens between; of a first word that is too long its beginning. */
function joined(words: readonly string[] | null): string {
  const [first = '', ...others] = words?.map((word) => word.toLowerCase()) ?? [];
  let name = Array.from(first).slice(0, nameLengthMax).join('');
  for (const word of others) {
    const longer = `${name}-${word}`;
    if (Array.from(longer).length > nameLengthMax) break;
    name = longer;
  }
  return name;
}
