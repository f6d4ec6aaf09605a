/** Going on with a sample that was frozen between two steps or after its last, here or on another node. */
import type { PaintWork } from '@quartet/protos/generated/index.ts';
import { ReasonError } from '@quartet/protos/reasons.ts';
import type { FrozenSample } from '../runtime/sample.ts';
import type { Sampler } from '../samplers/sampler.ts';
import type { LatentShape } from './denoisers/denoiser.ts';

/** No sample draws more often: three times for its beginning, and once or twice a step. */
const drawsAtMost = (steps: number): number => 3 + 2 * steps;
/** torch draws a number from 32 bits, and some of short tensors from twice 64. */
const bitsAtMost = 4;

/**
 * Makes a new sampler go on where a frozen sample's was.
 * @param begin the sampler's step that painting began at
 * @throws ReasonError when what is frozen is not of such a sample, before, between or after its steps
 */
export function restoreSampler(
  sampler: Sampler,
  begin: number,
  [channels, height, width]: LatentShape,
  work: PaintWork,
  { sampler: name, step, latents, samplerState, noisePosition }: FrozenSample,
): void {
  const size = channels * height * width;
  const steps = sampler.timesteps.length - begin;
  const draws = bitsAtMost * size * drawsAtMost(steps);
  const fits =
    name === work.sampler &&
    Number.isInteger(step) &&
    step >= 0 &&
    step <= steps &&
    Number.isInteger(noisePosition) &&
    noisePosition >= 0 &&
    noisePosition <= draws &&
    [latents, ...samplerState].every((values) => values.length === size && values.every(Number.isFinite));
  if (!fits) throw unfit();
  try {
    sampler.restore(begin + step, samplerState);
  } catch (error) {
    throw unfit(error);
  }
}

function unfit(cause?: unknown): ReasonError {
  return new ReasonError('REASON_INVALID_FIELD', { field: 'checkpoint', expected: 'one of this task' }, { cause });
}
