import { type BenchModel, type DenoiserParts, benchSizes } from './model-folder.ts';

const [width, hidden, blocks] = [1024, 2048, 3];
/** One reading takes a server's CPU a millisecond; a step takes a GPU 7 and more, beside which the node's own work is little. */
const readings = 4;

/**
 * A model whose calls take the time of reading its weights, as a small model's on a GPU do: three residual MLP blocks of
 * 1024, 2048 and 1024 floats, 50 MB, more than a CPU's cache holds, gone through four times. One row a sample, so a second
 * sample costs little. Latents of fewer than 1024 floats are filled up with zeros.
 */
export const weightBoundModel: BenchModel = { id: 'weight-bound', steps: 30, sizes: benchSizes, denoiser };

function denoiser({ graph, sample, weights, conditions }: DenoiserParts): string {
  const flat = graph.add('Flatten', [sample], { axis: 1 });
  const [zeros, most] = [graph.integers([0, 0, 0, width]), graph.integers([width])];
  const [from, across] = [graph.integers([0]), graph.integers([1])];
  const filled = graph.add('Slice', [graph.add('Pad', [flat, zeros]), from, most, across]);
  let state = graph.add('Add', [filled, conditions(width)]);
  const layers = Array.from({ length: blocks }, () => [weights(width, hidden), weights(hidden, width, 0.25)] as const);
  for (const [widen, narrow] of Array.from({ length: readings }, () => layers).flat()) {
    const inner = graph.add('Relu', [graph.add('MatMul', [state, widen])]);
    state = graph.add('Add', [state, graph.add('MatMul', [inner, narrow])]);
  }
  const own = graph.add('Slice', [state, graph.integers([0, 0]), graph.add('Shape', [flat]), graph.integers([0, 1])]);
  return graph.add('Reshape', [own, graph.add('Shape', [sample])]);
}
