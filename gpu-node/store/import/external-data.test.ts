import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import protobuf from 'protobufjs';
import { afterAll, expect, test } from 'vitest';
import { externalDataOf } from './external-data.ts';

const folder = mkdtempSync(join(tmpdir(), 'quartet-onnx-'));
afterAll(() => rmSync(folder, { recursive: true }));

// Numbers from onnx.proto.
const { root } = protobuf.parse(`
syntax = "proto3";
message Model { int64 ir_version = 1; string doc = 6; Graph graph = 7; }
message Graph { repeated Node node = 1; string name = 2; repeated Tensor initializer = 5; repeated Sparse sparse = 15; }
message Node { repeated string input = 1; repeated Attribute attribute = 5; }
message Attribute { string name = 1; float f = 2; Tensor t = 5; Graph g = 6; repeated Graph graphs = 11; }
message Sparse { Tensor values = 1; }
message Entry { string key = 1; string value = 2; }
message Tensor { repeated int64 dims = 1; string name = 8; bytes raw = 9; repeated double d = 10; repeated Entry external = 13; }
`);
const model = root.lookupType('Model');

async function found(graph: object): Promise<string[]> {
  const path = join(folder, 'model.onnx');
  writeFileSync(path, model.encode(model.fromObject({ ir_version: 8, doc: 'x', graph })).finish());
  return externalDataOf(path);
}
const tensor = (location: string) => ({
  dims: [3, -1],
  name: 'weights',
  external: [
    { key: 'location', value: location },
    { key: 'offset', value: '4096' },
  ],
});

test('weights beside a graph are found wherever it has them, each file once', async () => {
  const inner = { node: [{ attribute: [{ name: 'body', f: 1, g: { initializer: [tensor('in-a-branch')] } }] }] };
  const graph = {
    name: 'outer',
    initializer: [
      tensor('data'),
      { name: 'small', raw: Buffer.alloc(200_000), d: [1, 2] },
      tensor('data'),
      tensor('more'),
    ],
    node: [{ input: ['x'], attribute: [{ t: tensor('in-a-node') }, { graphs: [inner] }] }],
    sparse: [{ values: tensor('sparse') }],
  };
  expect((await found(graph)).toSorted()).toEqual(['data', 'in-a-branch', 'in-a-node', 'more', 'sparse']);
});

test('sizes of what is stepped over change nothing', async () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 150_000 }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(sizes, async (lengths) => {
      const initializer = lengths.flatMap((length, index) => [
        { name: 'n'.repeat(index), raw: Buffer.alloc(length, 0xff) },
        tensor(`data-${index}`),
      ]);
      expect(await found({ initializer })).toEqual(lengths.map((_, index) => `data-${index}`));
    }),
    { numRuns: 30 },
  );
});

test('what is no graph, or only the beginning of one, is refused', async () => {
  const path = join(folder, 'model.onnx');
  const whole = Buffer.from(model.encode(model.fromObject({ graph: { initializer: [tensor('data')] } })).finish());
  for (const bytes of [
    Buffer.alloc(0),
    Buffer.from('<html>'),
    Buffer.from('version https://git-lfs'),
    whole.subarray(0, -3),
  ]) {
    writeFileSync(path, bytes);
    await expect(externalDataOf(path)).rejects.toThrow('no ONNX graph');
  }
});
