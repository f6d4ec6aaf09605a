import { expect, test } from 'vitest';
import { conditionOf } from './condition-prompt.ts';
import { zerosLike } from './conditioning.ts';
import type { EncodedPrompt } from './prompt-encoder.ts';

/** Two tokens, as wide as there are values. */
const encoded = (states: readonly number[], pooled: readonly number[] = []): EncodedPrompt => ({
  states: { data: Float32Array.of(...states, ...states.map((value) => 10 * value)), dims: [1, 2, states.length] },
  pooled: { data: Float32Array.from(pooled), dims: [1, pooled.length] },
  length: 2,
});
const float = (dims: readonly number[], ...values: readonly number[]) => ({
  type: 'float32',
  data: Float32Array.from(values),
  dims,
});
const [clipL, clipG, t5] = [encoded([1], [7]), encoded([2, 3], [8, 9]), encoded([4, 5, 6, 7])];

test('XL sees both encoders beside each other, and the second one’s pooled word', () => {
  const condition = conditionOf({ family: 'sdxl', guidanceDim: undefined, zerosForEmpty: true }, [clipL, clipG]);
  expect(condition).toEqual({
    encoder_hidden_states: float([1, 2, 3], 1, 2, 3, 10, 20, 30),
    text_embeds: float([1, 2], 8, 9),
  });
  expect(zerosLike(condition)).toEqual({
    encoder_hidden_states: float([1, 2, 3], 0, 0, 0, 0, 0, 0),
    text_embeds: float([1, 2], 0, 0),
  });
});

test('3 sees CLIP’s filled up with zeros, then T5’s; without it zeros in as many places as CLIP’s', () => {
  const pipeline = { family: 'sd3', patchSize: 2, stateWidth: 4 } as const;
  const clip = [1, 2, 3, 0, 10, 20, 30, 0];
  expect(conditionOf(pipeline, [clipL, clipG, t5])).toEqual({
    encoder_hidden_states: float([1, 4, 4], ...clip, 4, 5, 6, 7, 40, 50, 60, 70),
    pooled_projections: float([1, 3], 7, 8, 9),
  });
  expect(conditionOf(pipeline, [clipL, clipG])['encoder_hidden_states']).toEqual(
    float([1, 4, 4], ...clip, 0, 0, 0, 0, 0, 0, 0, 0),
  );
});

test('FLUX sees T5’s, and CLIP’s pooled word', () => {
  expect(conditionOf({ family: 'flux' }, [encoded([], [7]), t5])).toEqual({
    encoder_hidden_states: float([1, 2, 4], 4, 5, 6, 7, 40, 50, 60, 70),
    pooled_projections: float([1, 1], 7),
  });
});
