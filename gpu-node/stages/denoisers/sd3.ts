import type { GraphInfo } from '../../runtime/lane-messages.ts';
import { type Denoiser, verifyInputs } from './denoiser.ts';

/**
 * The transformer of Stable Diffusion 3.
 * Source: diffusers `pipeline_stable_diffusion_3.py`, `__call__`.
 *
 * @param patchSize latents along each side of what it sees as one token
 * @throws Error when the graph takes something else
 */
export function createSd3(patchSize: number, graph: GraphInfo): Denoiser {
  const needed = ['hidden_states', 'encoder_hidden_states', 'pooled_projections', 'timestep'];
  verifyInputs('transformer/model.onnx', graph, needed, []);
  return {
    doubles: true,
    sharesTimestep: false,
    flow: ([, height, width]) => ({
      imageTokens: Math.floor(height / patchSize) * Math.floor(width / patchSize),
      evenSigmas: false,
    }),
    feeds: ({ latents, shape, timestep }) => ({
      hidden_states: { type: 'float32', data: latents, dims: [1, ...shape] },
      timestep: { type: 'float32', data: Float32Array.of(timestep), dims: [1] },
    }),
    constants: ({ conditionings }) => [...conditionings],
    latentsOf: (output) => output,
  };
}
