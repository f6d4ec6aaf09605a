import { type Static, Type } from 'typebox';
import { linspace } from './grids.ts';
import { memoryless } from './memoryless.ts';
import { mix, mixInto, mixTo } from './mix.ts';
import { rememberLatest } from './remember-latest.ts';
import type { FlowOptions, Sampler, SamplerOptions } from './sampler.ts';
import { type SchedulerConfig, notBuilt, numberOrNone, readConfig } from './scheduler-config.ts';
import { scratch } from './scratch.ts';
import { verifySteps } from './timesteps.ts';

const ConfigSchema = Type.Object({
  num_train_timesteps: Type.Integer({ minimum: 1, default: 1000 }),
  shift: Type.Number({ default: 1 }),
  use_dynamic_shifting: Type.Boolean({ default: false }),
  base_shift: Type.Number({ default: 0.5 }),
  max_shift: Type.Number({ default: 1.15 }),
  base_image_seq_len: Type.Integer({ default: 256 }),
  max_image_seq_len: Type.Integer({ default: 4096 }),
  shift_terminal: numberOrNone,
  time_shift_type: Type.Union([Type.Literal('exponential'), Type.Literal('linear')], { default: 'exponential' }),
  invert_sigmas: notBuilt,
  use_karras_sigmas: notBuilt,
  use_exponential_sigmas: notBuilt,
  use_beta_sigmas: notBuilt,
  stochastic_sampling: notBuilt,
});
type FlowConfig = Static<typeof ConfigSchema>;

const scheduleOf = rememberLatest((fields: SchedulerConfig, steps: number, flow: FlowOptions | undefined) => {
  const config = readConfig(ConfigSchema, fields);
  verifySteps(steps, config.num_train_timesteps);
  const sigmas = Float32Array.from([...shiftedSigmas(config, steps, flow), 0]);
  const timesteps = [...sigmas.subarray(0, steps)].map((sigma) => Math.fround(sigma * config.num_train_timesteps));
  return { timesteps, sigmas };
});

/**
 * Euler's method along a flow: latents are `(1 - sigma) * picture + sigma * noise`, and the model gives the direction from
 * picture to noise.
 * Source: Esser and others, "Scaling Rectified Flow Transformers for High-Resolution Image Synthesis" (2024), section 3;
 * diffusers `schedulers/scheduling_flow_match_euler_discrete.py`, `FlowMatchEulerDiscreteScheduler.step`.
 */
export function createFlowMatchEulerDiscrete(
  fields: SchedulerConfig,
  steps: number,
  { flow }: SamplerOptions,
): Sampler {
  const { timesteps, sigmas } = scheduleOf(fields, steps, flow);
  const sigmaAt = (step: number): number => sigmas[step] ?? Number.NaN;
  return {
    timesteps,
    initNoiseSigma: 1,
    inputScale: () => 1,
    addNoise: (clean, noise, step) => mix(1 - sigmaAt(step), clean, sigmaAt(step), noise),
    advance(step, modelOutput, latents) {
      const sigma = sigmaAt(step);
      const clean = mixTo(scratch(latents.length), 1, latents, -sigma, modelOutput);
      mixInto(latents, 1, Math.fround(sigmaAt(step + 1) - sigma), modelOutput);
      return clean;
    },
    ...memoryless,
  };
}

function shiftedSigmas(config: FlowConfig, steps: number, flow: FlowOptions | undefined): number[] {
  // FLUX's pipelines hand float32 to the scheduler, which goes on in it; else it counts in float64.
  const round = flow?.evenSigmas ? Math.fround : (value: number): number => value;
  const falling = flow?.evenSigmas ? linspace(1, 1 / steps, steps).map(round) : trainedRange(config, steps);
  const shift = config.use_dynamic_shifting ? dynamicShift(config, flow, round) : staticShift(config.shift, round);
  const shifted = falling.map(shift);
  if (!config.shift_terminal) return shifted;
  const scale = round(round(1 - (shifted.at(-1) ?? Number.NaN)) / round(1 - config.shift_terminal));
  return shifted.map((sigma) => round(1 - round(round(1 - sigma) / scale)));
}

/** From the largest to the smallest trained sigma, which a static shift has shifted once already. */
function trainedRange(config: FlowConfig, steps: number): number[] {
  const trained = config.num_train_timesteps;
  const smallest = Math.fround(1 / trained);
  const shift = config.use_dynamic_shifting ? Math.fround : staticShift(config.shift, Math.fround);
  return linspace(shift(1) * trained, shift(smallest) * trained, steps).map((timestep) => timestep / trained);
}

function staticShift(shift: number, round: (value: number) => number) {
  return (sigma: number): number => round(round(round(shift) * sigma) / round(1 + round(round(shift - 1) * sigma)));
}

/** More noise for longer for larger pictures. Source: as above, section 5.3.2, with `calculate_shift` of FLUX's pipelines. */
function dynamicShift(config: FlowConfig, flow: FlowOptions | undefined, round: (value: number) => number) {
  if (!flow) throw new Error('use_dynamic_shifting needs the number of image tokens');
  const { base_shift: base, max_shift: most, base_image_seq_len: fewest, max_image_seq_len: longest } = config;
  const slope = (most - base) / (longest - fewest);
  const mu = flow.imageTokens * slope + (base - slope * fewest);
  const strength = round(config.time_shift_type === 'exponential' ? Math.exp(mu) : mu);
  return (sigma: number): number => round(strength / round(strength + round(round(1 / sigma) - 1)));
}
