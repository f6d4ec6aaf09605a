import type { GraphInfo, StepFeeds, StepTensor } from '../../runtime/lane-messages.ts';
import type { Pipeline } from '../../store/paint-folder.ts';
import { type Denoiser, type DenoiserConditions, inputOf, verifyInputs } from './denoiser.ts';

/**
 * UNets of Stable Diffusion 1.x, 2.x, Turbo and XL.
 * Sources: diffusers `pipeline_stable_diffusion.py` and `pipeline_stable_diffusion_xl.py`, `__call__`.
 *
 * @param latentPixels pixels of the decoded picture a latent, in each direction
 * @throws Error when the graph takes something else
 */
export function createUnet(
  pipeline: Extract<Pipeline, { family: 'sd' | 'sdxl' }>,
  graph: GraphInfo,
  latentPixels: number,
): Denoiser {
  const { family, guidanceDim } = pipeline;
  const added = [...(family === 'sdxl' ? ['text_embeds', 'time_ids'] : []), ...(guidanceDim ? ['timestep_cond'] : [])];
  verifyInputs('unet/model.onnx', graph, ['sample', 'timestep', 'encoder_hidden_states', ...added], []);
  // Exporters leave it without dims or with one that is always 1; others give each sample its own.
  const timestepDims = inputOf(graph, 'timestep')?.dims ?? [];
  const sharesTimestep = typeof timestepDims[0] !== 'string';

  const timestepOf = (timestep: number): StepTensor => {
    const data = Float32Array.of(timestep);
    if (!sharesTimestep) return { type: 'float32', data, dims: [1] };
    return { type: 'float32', data, dims: timestepDims.map(() => 1), shared: true };
  };
  const addedOf = ({ shape: [, height, width], guidance }: DenoiserConditions): StepFeeds => {
    const feeds: Record<string, StepTensor> = {};
    if (family === 'sdxl') {
      // The picture's own size, where it was cut, and the size that is wanted.
      const size = [height * latentPixels, width * latentPixels] as const;
      feeds['time_ids'] = { type: 'float32', data: Float32Array.of(...size, 0, 0, ...size), dims: [1, 6] };
    }
    if (guidanceDim) {
      const data = embedGuidance(guidance - 1, guidanceDim);
      feeds['timestep_cond'] = { type: 'float32', data, dims: [1, guidanceDim] };
    }
    return feeds;
  };
  return {
    doubles: !guidanceDim,
    sharesTimestep,
    flow: () => undefined,
    feeds: ({ latents, shape, timestep }) => ({
      sample: { type: 'float32', data: latents, dims: [1, ...shape] },
      timestep: timestepOf(timestep),
    }),
    constants(conditions) {
      const added = addedOf(conditions);
      return conditions.conditionings.map((prompt) => ({ ...prompt, ...added }));
    },
    latentsOf: (output) => output,
  };
}

/**
 * A guidance scale as a UNet that was distilled from guided ones sees it, rounded to float32 where diffusers rounds: the
 * angles are large.
 * Source: Luo and others, "Latent Consistency Models" (2023); diffusers `get_guidance_scale_embedding`.
 *
 * @param scale less 1
 * @param size numbers of the embedding, at least 4
 */
export function embedGuidance(scale: number, size: number): Float32Array {
  const half = Math.floor(size / 2);
  const thousandfold = Math.fround(1_000 * scale);
  const decay = Math.fround(Math.fround(Math.log(10_000)) / (half - 1));
  const embedding = new Float32Array(size);
  for (let index = 0; index < half; index += 1) {
    const frequency = Math.fround(Math.exp(Math.fround(-index * decay)));
    const angle = Math.fround(thousandfold * frequency);
    embedding[index] = Math.sin(angle);
    embedding[half + index] = Math.cos(angle);
  }
  return embedding;
}
