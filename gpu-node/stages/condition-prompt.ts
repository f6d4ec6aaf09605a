import type { FloatTensor, LaneOutput } from '../runtime/lane-messages.ts';
import type { Pipeline } from '../store/paint-folder.ts';
import { type Conditioning, concatLengths, concatWidths, padWidth, zeros } from './conditioning.ts';
import type { EncodedPrompt } from './prompt-encoder.ts';

/**
 * Puts together what a model's encoders say of a prompt.
 * Sources: `encode_prompt` of diffusers' pipelines for Stable Diffusion, XL, 3 and FLUX.
 *
 * @param encoded in the family's order
 */
export function conditionOf(pipeline: Pipeline, encoded: readonly EncodedPrompt[]): Conditioning {
  const [first, second, third] = encoded;
  switch (pipeline.family) {
    case 'sd':
      return { encoder_hidden_states: tensor(first?.states) };
    case 'sdxl':
      return {
        encoder_hidden_states: concatWidths(tensor(first?.states), tensor(second?.states)),
        text_embeds: tensor(second?.pooled),
      };
    case 'sd3': {
      const { stateWidth } = pipeline;
      const clip = padWidth(concatWidths(tensor(first?.states), tensor(second?.states)), stateWidth);
      // Without T5 its place is kept, as long as CLIP's.
      const t5 = third ? tensor(third.states) : zeros(1, first?.length ?? 0, stateWidth);
      return {
        encoder_hidden_states: concatLengths(clip, t5),
        pooled_projections: concatWidths(tensor(first?.pooled), tensor(second?.pooled)),
      };
    }
    case 'flux':
      return { encoder_hidden_states: tensor(second?.states), pooled_projections: tensor(first?.pooled) };
  }
}

function tensor(output: LaneOutput | undefined): FloatTensor {
  if (!output) throw new Error('an encoder did not give what its family wants');
  return { type: 'float32', ...output };
}
