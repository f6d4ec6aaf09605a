import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { OnnxGraph } from './onnx-file.ts';

test('onnxruntime runs what is written', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'quartet-onnx-'));
  try {
    const graph = new OnnxGraph();
    const product = graph.add('MatMul', ['x', graph.floats(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3])]);
    const turned = graph.add('Transpose', [product], { perm: [1, 0] });
    graph.add('Reshape', [turned, graph.integers([-1])], {}, 'y');
    const path = join(directory, 'graph.onnx');
    graph.write(
      path,
      [{ name: 'x', type: 'float32', dims: ['batch', 2] }],
      [{ name: 'y', type: 'float32', dims: ['length'] }],
    );
    const session = await InferenceSession.create(path);
    const { y } = await session.run({ x: new Tensor('float32', Float32Array.of(1, 0, 1, 1), [2, 2]) });
    expect(Array.from((y?.data ?? []) as Float32Array)).toEqual([1, 5, 2, 7, 3, 9]);
  } finally {
    rmSync(directory, { recursive: true });
  }
});
