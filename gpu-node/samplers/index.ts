import { createDdim } from './ddim.ts';
import { createDpmSolverMultistep } from './dpm-solver-multistep.ts';
import { createEulerDiscrete } from './euler-discrete.ts';
import type { Sampler } from './sampler.ts';
import type { SchedulerConfig } from './scheduler-config.ts';

type SamplerFactory = (config: SchedulerConfig, steps: number) => Sampler;

/** The samplers there are, by their diffusers class names. */
const factories: Readonly<Record<string, SamplerFactory>> = {
  DDIMScheduler: createDdim,
  DPMSolverMultistepScheduler: createDpmSolverMultistep,
  EulerDiscreteScheduler: createEulerDiscrete,
};

/** Names of the samplers there are. */
export const samplerNames: readonly string[] = Object.keys(factories);

/** A sampler for one sample, with its own memory; undefined for a name that is not there. */
export function createSampler(name: string, config: SchedulerConfig, steps: number): Sampler | undefined {
  return factories[name]?.(config, steps);
}
