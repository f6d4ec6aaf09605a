import { NoiseGenerator } from '../samplers/noise.ts';
import { measureSteps } from './measure-steps.ts';
import type { PaintModel } from './paint-model.ts';
import { createPaintSampler } from './paint-stepper.ts';

/** After this long larger batches are not measured at load: their times are learnt while running. */
const measureLimitMs = 3_000;

/**
 * Runs every graph of a model at its default size and takes down how long that takes.
 * @throws Error when a graph does not run, or cannot have samples of several steps in a call although it says so
 */
export async function measurePaintModel(model: PaintModel): Promise<void> {
  const { callSize, denoiser, profiles } = model;
  const { sizes, defaults } = model.folder.manifest;
  const shape = sizes[0] && model.shapeOf(sizes[0]);
  const { sampler: name, steps } = defaults;
  const { scheduler } = model.folder;
  const sampler = shape && createPaintSampler(denoiser, { name, scheduler, steps, begin: 0, shape });
  if (!shape || !sampler) throw new Error('the manifest has no default size or sampler');
  const { guidance } = defaults;
  const latents = new Float32Array(shape[0] * shape[1] * shape[2]);
  const doubled = model.doubles(guidance);
  const encoded = await model.encode('', doubled ? '' : undefined);
  const constants = model.constantsOf(encoded.result, shape, guidance);
  const row = { latents, shape, sampler, noise: new NoiseGenerator(0), doubled, guidance };
  const call = async (batch: number): Promise<number> => {
    // Mixed timesteps, so that a graph that cannot have them is refused now.
    const stepOf = (index: number): number => (denoiser.sharesTimestep ? 0 : index % sampler.timesteps.length);
    const rows = Array.from({ length: callSize.padTo ?? batch }, (_, index) => ({ ...row, step: stepOf(index) }));
    return model.denoise(rows, constants);
  };
  const { stepTimes } = profiles.usual;
  await measureSteps(stepTimes, {
    batchCap: callSize.batchCap,
    turns: 2,
    limitMs: measureLimitMs,
    whilePaying: false,
    call,
  });
  await model.finish(latents, shape);
  profiles.usual.overheadMs = encoded.laneMs + (await model.finish(latents, shape)).laneMs;
}
