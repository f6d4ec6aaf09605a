import type { PaintManifest } from '@quartet/protos/manifest.ts';
import type { PaintParts } from '../paint-folder.ts';

type Defaults = Pick<PaintManifest, 'max_steps' | 'max_guidance'> & Omit<PaintManifest['defaults'], 'sampler'>;

/** Steps that samplers of first and of higher order need for a picture; others need {@link usualSteps}. */
const stepsBySampler = new Map([
  ['DDIMScheduler', 50],
  ['PNDMScheduler', 50],
  ['DPMSolverMultistepScheduler', 25],
]);
const usualSteps = 30;

/**
 * How many steps and how much guidance a model is made for: what diffusers' pipelines and the models' cards name.
 *
 * @param isDistilled made to paint in a few steps, most often without guidance
 */
export function paintDefaults(
  { family, ...pipeline }: PaintParts['pipeline'],
  sampler: string,
  isDistilled: boolean,
): Defaults {
  if (isDistilled) {
    // Latent consistency models are told their guidance instead of steering by it.
    const isTold = 'guidanceDim' in pipeline && pipeline.guidanceDim !== undefined;
    return { steps: 4, max_steps: 12, guidance: isTold ? 8 : 0, max_guidance: isTold ? 15 : 2 };
  }
  const steps = stepsBySampler.get(sampler) ?? usualSteps;
  switch (family) {
    case 'sd':
      return { steps, max_steps: 100, guidance: 7.5, max_guidance: 20 };
    case 'sdxl':
      return { steps, max_steps: 100, guidance: 5, max_guidance: 20 };
    case 'sd3':
      return { steps: 28, max_steps: 100, guidance: 7, max_guidance: 20 };
    case 'flux':
      return { steps: 28, max_steps: 100, guidance: 3.5, max_guidance: 10 };
  }
}
