/** Ids: a prefix and a UUIDv7, so that they sort by time, carry no secret and say what they name. */
import { v7 } from 'uuid';

type Kind = 'gen' | 'img' | 'usr';

/** A fresh id. Ids made by one process increase, within a millisecond too. */
export const newId = (kind: Kind): string => `${kind}_${v7()}`;

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
const patterns: Readonly<Record<Kind, RegExp>> = {
  gen: new RegExp(`^gen_${uuid}$`),
  img: new RegExp(`^img_${uuid}$`),
  usr: new RegExp(`^usr_${uuid}$`),
};

/**
 * The id to look up for a text that a caller gave. A malformed one becomes an id that was never given, so that it takes the
 * same query, the same time and the same answer as an unknown one.
 */
export function lookupId(kind: Kind, text: string): string {
  return patterns[kind].test(text) ? text : `${kind}_00000000-0000-7000-8000-000000000000`;
}
