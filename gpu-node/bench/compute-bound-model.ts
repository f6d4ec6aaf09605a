import { type BenchModel, type DenoiserParts, benchSizes, largeSize, latentChannels } from './model-folder.ts';

const [width, hidden, blocks] = [256, 1024, 2];

/**
 * A model that gains nothing from batching, as FLUX at 1024 pixels: every latent goes through two residual MLP blocks of
 * 4 MB in all, so that one sample fills the multipliers and two take twice as long.
 */
export const computeBoundModel: BenchModel = {
  id: 'compute-bound',
  steps: 28,
  sizes: [...benchSizes, largeSize],
  denoiser,
};

function denoiser({ graph, sample, weights, conditions }: DenoiserParts): string {
  const planes = graph.add('Reshape', [sample, graph.integers([0, latentChannels, -1])]);
  const rows = graph.add('Transpose', [planes], { perm: [0, 2, 1] });
  const condition = graph.add('Unsqueeze', [conditions(width), graph.integers([1])]);
  let state = graph.add('Add', [graph.add('MatMul', [rows, weights(latentChannels, width)]), condition]);
  for (let block = 0; block < blocks; block += 1) {
    const inner = graph.add('Relu', [graph.add('MatMul', [state, weights(width, hidden)])]);
    state = graph.add('Add', [state, graph.add('MatMul', [inner, weights(hidden, width)])]);
  }
  const result = graph.add('Transpose', [graph.add('MatMul', [state, weights(width, latentChannels)])], {
    perm: [0, 2, 1],
  });
  return graph.add('Reshape', [result, graph.add('Shape', [sample])]);
}
