import { createDdim } from './ddim.ts';
import { createDpmSolverMultistep } from './dpm-solver-multistep.ts';
import { createEulerAncestralDiscrete } from './euler-ancestral-discrete.ts';
import { createEulerDiscrete } from './euler-discrete.ts';
import { createFlowMatchEulerDiscrete } from './flow-match-euler-discrete.ts';
import { createLcm } from './lcm.ts';
import { createPndm } from './pndm.ts';
import type { Sampler, SamplerOptions } from './sampler.ts';
import type { SchedulerConfig } from './scheduler-config.ts';

type SamplerFactory = (config: SchedulerConfig, steps: number, options: SamplerOptions) => Sampler;

/** The samplers there are, by their diffusers class names. */
const factories: Readonly<Record<string, SamplerFactory>> = {
  DDIMScheduler: createDdim,
  DPMSolverMultistepScheduler: createDpmSolverMultistep,
  EulerAncestralDiscreteScheduler: createEulerAncestralDiscrete,
  EulerDiscreteScheduler: createEulerDiscrete,
  FlowMatchEulerDiscreteScheduler: createFlowMatchEulerDiscrete,
  LCMScheduler: createLcm,
  PNDMScheduler: createPndm,
};

/** Names of the samplers there are. */
export const samplerNames: readonly string[] = Object.keys(factories);

/**
 * A sampler for one sample, with its own memory; undefined for a name that is not there.
 *
 * @param config as the model's folder has it, which may be another class's
 * @throws Error that names the configuration's field at fault (see {@link verifySampler})
 * @throws ReasonError when there are more steps than this sampler can take
 */
export function createSampler(
  name: string,
  config: SchedulerConfig,
  steps: number,
  options: SamplerOptions = {},
): Sampler | undefined {
  return factories[name]?.(config, steps, options);
}

/**
 * Verifies that a sampler can work by a configuration, before anyone asks for it.
 * @throws Error that names the field at fault, or that there is no such sampler
 */
export function verifySampler(name: string, config: SchedulerConfig): void {
  const flow = { imageTokens: 1, evenSigmas: false };
  if (!createSampler(name, config, 1, { flow })) throw new Error(`no sampler ${name}`);
}
