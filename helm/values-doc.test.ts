import { expect, it } from 'vitest';
import { readValueDocs, schemaOf } from './values-doc.ts';

const source = `# About the whole file.

# How many.
# @schema {minimum: 1}
replicas: 2
image:
  # Where it lies,
  # and how it is named.
  name: quartet
# Anything.
# @schema {additionalProperties: true}
free: { a: 1 }
`;

it('reads comments, defaults and limits', () => {
  const [replicas, image, free] = readValueDocs(source);
  expect(replicas).toMatchObject({ path: 'replicas', text: 'How many.', default: 2 });
  expect(replicas?.schema).toEqual({ description: 'How many.', type: 'integer', minimum: 1 });
  expect(image?.children).toMatchObject([{ path: 'image.name', text: 'Where it lies, and how it is named.' }]);
  expect(free?.children).toEqual([]);
});

it('makes a schema that refuses keys it does not know', () => {
  expect(schemaOf(readValueDocs(source))).toMatchObject({
    additionalProperties: false,
    properties: {
      image: { type: 'object', additionalProperties: false, properties: { name: { type: 'string' } } },
      free: { type: 'object', additionalProperties: true },
    },
  });
});

it('names a key that nobody has described, or whose type cannot be told', () => {
  expect(() => readValueDocs('a:\n  b: 1\n')).toThrow('values.yaml does not say what a.b is');
  expect(() => readValueDocs('# What.\na: null\n')).toThrow('the type of a');
});
