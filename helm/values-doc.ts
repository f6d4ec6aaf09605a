/** Reads what values.yaml says about itself: of each key its comment, its default and, after `@schema`, its limits. */
import { type Node, type Pair, type YAMLMap, isMap, isScalar, parse, parseDocument } from 'yaml';

/** A part of a JSON Schema. */
export type Schema = Readonly<Record<string, unknown>>;

/** One key of values.yaml. */
export interface ValueDoc {
  /** As `frontdoor.replicas`. */
  readonly path: string;
  /** The comment above it, on one line; may be empty of a key that only holds others. */
  readonly text: string;
  readonly default: unknown;
  readonly schema: Schema;
  /** The keys below it, if these are known. */
  readonly children: readonly ValueDoc[];
}

/**
 * @param source the text of values.yaml
 * @throws Error that names the key whose comment is missing or not understood
 */
export function readValueDocs(source: string): ValueDoc[] {
  const document = parseDocument(source);
  if (document.errors[0]) throw document.errors[0];
  if (!isMap(document.contents)) throw new Error('values.yaml must be a map');
  return docsOf(document.contents, '');
}

/** The JSON Schema of values with these keys and no other. */
export function schemaOf(docs: readonly ValueDoc[]): Schema {
  return { $schema: 'http://json-schema.org/draft-07/schema#', ...objectOf(docs) };
}

function docsOf(map: YAMLMap, parent: string): ValueDoc[] {
  return map.items.map((pair, at) => docOf(pair as Pair<Node, Node | null>, parent, at === 0 ? map : undefined));
}

function docOf({ key, value }: Pair<Node, Node | null>, parent: string, firstOf: YAMLMap | undefined): ValueDoc {
  if (!isScalar(key)) throw new Error(`a key below ${parent || 'the top'} is no text`);
  const path = `${parent}${parent && '.'}${String(key.value)}`;
  // The comment above the first key of a map belongs to the map in YAML's grammar.
  const comment = key.commentBefore ?? firstOf?.commentBefore ?? '';
  // A blank line ends a comment: what stands above it is about something else.
  const lines = (comment.split(/\n\s*\n/).at(-1) ?? '').split('\n').map((line) => line.trim());
  const given = lines.filter((line) => line.startsWith('@schema ')).map((line) => line.slice('@schema '.length));
  const extra = (given[0] === undefined ? {} : parse(given[0])) as Schema;
  const text = lines
    .filter((line) => !line.startsWith('@schema '))
    .join(' ')
    .trim();
  // A map whose keys the schema speaks of is the caller's to fill.
  const children = isMap(value) && !('additionalProperties' in extra) ? docsOf(value, path) : [];
  if (!text && children.length === 0) throw new Error(`values.yaml does not say what ${path} is`);
  const plain: unknown = value?.toJSON();
  const schema = children.length > 0 ? { ...objectOf(children), ...extra } : { type: typeOf(plain, path), ...extra };
  return { path, text, default: plain, schema: text ? { description: text, ...schema } : schema, children };
}

function objectOf(docs: readonly ValueDoc[]): Schema {
  const properties = docs.map(({ path, schema }) => [path.split('.').at(-1), schema]);
  // Helm hands the values of parent charts to a subchart under this key.
  const isTop = docs.every(({ path }) => !path.includes('.'));
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries([...properties, ...(isTop ? [['global', { type: 'object' }]] : [])]),
  };
}

function typeOf(value: unknown, path: string): string {
  if (Array.isArray(value)) return 'array';
  if (Number.isInteger(value)) return 'integer';
  if (typeof value === 'object' && value !== null) return 'object';
  if (['string', 'boolean', 'number'].includes(typeof value)) return typeof value;
  throw new Error(`the type of ${path} cannot be told from its value`);
}
