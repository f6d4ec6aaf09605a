import type { GraphInfo, StepFeeds, StepTensor } from '../../runtime/lane-messages.ts';
import { type Denoiser, type LatentShape, inputOf, verifyInputs } from './denoiser.ts';

/**
 * FLUX's transformer. It sees two by two latents as one token, and is told its guidance instead of being called twice.
 * Source: diffusers `pipeline_flux.py`, `__call__`, `_pack_latents`, `_unpack_latents` and `_prepare_latent_image_ids`.
 *
 * @throws Error when the graph takes something else
 */
export function createFlux(graph: GraphInfo): Denoiser {
  const needed = ['hidden_states', 'encoder_hidden_states', 'pooled_projections', 'timestep', 'img_ids', 'txt_ids'];
  verifyInputs('transformer/model.onnx', graph, needed, ['guidance']);
  const takesGuidance = inputOf(graph, 'guidance') !== undefined;
  // Older exports have places for each sample, newer ones once for all.
  const placesOf = (name: string, data: Float32Array): StepTensor => {
    const tokens = data.length / 3;
    if (inputOf(graph, name)?.dims.length === 2) return { type: 'float32', data, dims: [tokens, 3], shared: true };
    return { type: 'float32', data, dims: [1, tokens, 3] };
  };
  return {
    doubles: false,
    sharesTimestep: false,
    flow: ([, height, width]) => ({ imageTokens: (height / 2) * (width / 2), evenSigmas: true }),
    feeds({ latents, shape, timestep }) {
      const [channels, height, width] = shape;
      const tokens = (height / 2) * (width / 2);
      return {
        hidden_states: { type: 'float32', data: packLatents(latents, shape), dims: [1, tokens, 4 * channels] },
        timestep: { type: 'float32', data: Float32Array.of(timestep / 1_000), dims: [1] },
      };
    },
    constants({ shape: [, height, width], conditionings, guidance }) {
      return conditionings.map((prompt): StepFeeds => {
        const promptTokens = prompt['encoder_hidden_states']?.dims[1] ?? 0;
        return {
          ...prompt,
          ...(takesGuidance && { guidance: { type: 'float32', data: Float32Array.of(guidance), dims: [1] } }),
          img_ids: placesOf('img_ids', imagePlaces(height / 2, width / 2)),
          txt_ids: placesOf('txt_ids', new Float32Array(3 * promptTokens)),
        };
      });
    },
    latentsOf: unpackLatents,
  };
}

/** [channels, height, width] to [height / 2 * width / 2, 4 * channels]: two by two latents become one token. */
export function packLatents(latents: Float32Array, shape: LatentShape): Float32Array {
  const packed = new Float32Array(latents.length);
  forEachLatent(shape, (at, packedAt) => {
    packed[packedAt] = latents[at] ?? Number.NaN;
  });
  return packed;
}

/** The other way round, for one or more rows. */
export function unpackLatents(packed: Float32Array, shape: LatentShape): Float32Array {
  const latents = new Float32Array(packed.length);
  const size = shape[0] * shape[1] * shape[2];
  for (let start = 0; start < packed.length; start += size) {
    forEachLatent(shape, (at, packedAt) => {
      latents[start + at] = packed[start + packedAt] ?? Number.NaN;
    });
  }
  return latents;
}

function forEachLatent([channels, height, width]: LatentShape, visit: (at: number, packedAt: number) => void): void {
  let at = 0;
  for (let channel = 0; channel < channels; channel += 1) {
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const token = (y >> 1) * (width >> 1) + (x >> 1);
        visit(at, 4 * channels * token + 4 * channel + 2 * (y & 1) + (x & 1));
        at += 1;
      }
    }
  }
}

/** [rows * columns, 3]: for each token 0, its row, its column. */
function imagePlaces(rows: number, columns: number): Float32Array {
  const places = new Float32Array(3 * rows * columns);
  for (let token = 0; token < rows * columns; token += 1) {
    places[3 * token + 1] = Math.floor(token / columns);
    places[3 * token + 2] = token % columns;
  }
  return places;
}
