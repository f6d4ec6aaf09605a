/** What a model card (the `README.md` of a hub's repository) says of a model's licence, as an SPDX expression. */
import { parse } from 'yaml';

/** Hubs write SPDX's own identifiers in lower case. */
const spdx = new Map(
  [
    'Apache-2.0',
    'MIT',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'CC0-1.0',
    'CC-BY-4.0',
    'CC-BY-SA-4.0',
    'CC-BY-NC-4.0',
    'CC-BY-NC-SA-4.0',
    'GPL-3.0',
    'AGPL-3.0',
    'LGPL-3.0',
    'Unlicense',
  ].map((id) => [id.toLowerCase(), id]),
);

/**
 * The licence of a card: SPDX's identifier, or a reference by the name that the card gives.
 * @returns undefined where the card names none
 */
export function licenceOf(card: string): string | undefined {
  const head = headOf(card);
  const field = (name: string): string | undefined => {
    const value = head[name];
    return typeof value === 'string' ? value : undefined;
  };
  const licence = field('license');
  if (licence === undefined) return undefined;
  const known = spdx.get(licence.toLowerCase());
  if (known) return known;
  const name = licence === 'other' ? (field('license_name') ?? licence) : licence;
  return `LicenseRef-${name.replaceAll(/[^A-Za-z0-9.-]+/g, '-')}`;
}

/** The YAML that a card begins with; empty where there is none or it cannot be read. */
function headOf(card: string): Readonly<Record<string, unknown>> {
  const [, text = ''] = /^---\r?\n(.*?)\r?\n---/s.exec(card) ?? [];
  try {
    const head: unknown = parse(text);
    return typeof head === 'object' && head !== null ? { ...head } : {};
  } catch {
    // A card is prose that people write: whoever imports is asked for the licence instead.
    return {};
  }
}
