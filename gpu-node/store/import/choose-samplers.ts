import { samplerNames, verifySampler } from '../../samplers/index.ts';
import type { SchedulerConfig } from '../../samplers/scheduler-config.ts';

/** The samplers a model works with, by their diffusers class names. */
export interface SamplerChoice {
  readonly samplers: readonly string[];
  readonly sampler: string;
}

/** In the order in which they stand in for a class that is not there. */
const standIns = ['DPMSolverMultistepScheduler', 'EulerDiscreteScheduler', 'DDIMScheduler'];
/** What models that were distilled to a few steps are made for. */
const forFewSteps = ['EulerDiscreteScheduler', 'EulerAncestralDiscreteScheduler'];

/**
 * Chooses samplers by a model's own configuration: its own class first, then those that fit its kind and can read it.
 *
 * @param own the class the configuration is written for
 * @param isDistilled made to paint in a few steps
 * @param asked the default, where somebody has chosen it
 * @throws Error when none works, or the one that was asked for does not
 */
export function chooseSamplers(
  config: SchedulerConfig,
  own: string,
  isDistilled: boolean,
  asked: string | undefined,
): SamplerChoice {
  if (asked !== undefined) {
    if (!samplerNames.includes(asked)) throw new Error(`no sampler ${asked}; there are ${samplerNames.join(', ')}`);
    verifySampler(asked, config);
  }
  const isFlow = own.startsWith('FlowMatch');
  const fits = (name: string): boolean => {
    if (name === own || name === asked) return true;
    if (isFlow || name.startsWith('FlowMatch') || name === 'LCMScheduler') return false;
    return !isDistilled || forFewSteps.includes(name);
  };
  const samplers = samplerNames.filter((name) => fits(name) && works(name, config));
  const sampler =
    [asked, own, ...standIns].find((name) => name !== undefined && samplers.includes(name)) ?? samplers[0];
  if (sampler === undefined)
    throw new Error(`no sampler stands in for ${own || 'the scheduler, which names no class'}`);
  return { samplers, sampler };
}

function works(name: string, config: SchedulerConfig): boolean {
  try {
    verifySampler(name, config);
    return true;
  } catch {
    return false;
  }
}
