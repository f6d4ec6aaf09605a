import { type Static, Type } from 'typebox';
import { interpolate, roundHalfEven } from './grids.ts';
import { karrasSigmas, timestepOfSigma } from './karras-sigmas.ts';
import { mix, mixInto, mixTo } from './mix.ts';
import { finiteAlphasCumprod, trainingSigmas } from './noise-schedule.ts';
import { type Level, cleanOf } from './prediction.ts';
import { rememberLatest } from './remember-latest.ts';
import type { Sampler, SamplerOptions } from './sampler.ts';
import {
  type SchedulerConfig,
  betaFields,
  notBuilt,
  numberOrNone,
  predictionTypes,
  readConfig,
  spacingFields,
} from './scheduler-config.ts';
import { spaceSolverTimesteps } from './timesteps.ts';

const ConfigSchema = Type.Object({
  ...spacingFields('linspace'),
  ...betaFields,
  prediction_type: predictionTypes,
  rescale_betas_zero_snr: Type.Boolean({ default: false }),
  thresholding: notBuilt,
  // DEIS and UniPC name theirs otherwise; diffusers takes these folders' values for its own defaults.
  algorithm_type: Type.Union([Type.Literal('dpmsolver++'), Type.Literal('sde-dpmsolver++'), Type.Literal('deis')], {
    default: 'dpmsolver++',
  }),
  solver_type: Type.Union(
    [Type.Literal('midpoint'), Type.Literal('heun'), Type.Literal('logrho'), Type.Literal('bh1'), Type.Literal('bh2')],
    { default: 'midpoint' },
  ),
  solver_order: Type.Union([Type.Literal(1), Type.Literal(2), Type.Literal(3)], { default: 2 }),
  lower_order_final: Type.Boolean({ default: true }),
  euler_at_final: Type.Boolean({ default: false }),
  final_sigmas_type: Type.Union([Type.Literal('zero'), Type.Literal('sigma_min')], { default: 'zero' }),
  lambda_min_clipped: Type.Number({ default: -Number.MAX_VALUE }),
  variance_type: Type.Optional(
    Type.Union([
      Type.Null(),
      Type.Literal('fixed_small'),
      Type.Literal('fixed_small_log'),
      Type.Literal('fixed_large'),
      Type.Literal('fixed_large_log'),
    ]),
  ),
  use_karras_sigmas: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
  sigma_min: numberOrNone,
  sigma_max: numberOrNone,
  use_exponential_sigmas: notBuilt,
  use_beta_sigmas: notBuilt,
  use_lu_lambdas: notBuilt,
  use_flow_sigmas: notBuilt,
});
type SolverConfig = Static<typeof ConfigSchema>;

/** Below this many steps `lower_order_final` takes the last ones in lower order, for stability. */
const fewSteps = 15;

/** A level and half the logarithm of its signal-to-noise ratio, rounded where diffusers rounds: differences show it. */
interface SolverLevel extends Level {
  readonly lambda: number;
}

const scheduleOf = rememberLatest((fields: SchedulerConfig, steps: number) => {
  const config = readConfig(ConfigSchema, fields);
  return { config, ...solverSchedule(config, steps) };
});

/**
 * DPM-Solver++ in orders 1 to 3, as an ODE or as an SDE: multistep over the clean estimates of this step and those before.
 * Source: Lu and others, "DPM-Solver++: Fast Solver for Guided Sampling of Diffusion Probabilistic Models" (2022),
 * algorithm 2 and appendix; diffusers `schedulers/scheduling_dpmsolver_multistep.py`, `DPMSolverMultistepScheduler.step`.
 */
export function createDpmSolverMultistep(
  fields: SchedulerConfig,
  steps: number,
  { firstStep = 0 }: SamplerOptions,
): Sampler {
  const { config, timesteps, levels } = scheduleOf(fields, steps);
  const levelAt = (step: number): SolverLevel => {
    const level = levels[step];
    if (!level) throw new RangeError(`no step ${step} of ${timesteps.length}`);
    return level;
  };
  const remembered = config.solver_order - 1;
  const adds = config.algorithm_type === 'sde-dpmsolver++';
  /** The clean estimates of the steps before, newest first. */
  let before: readonly Float32Array[] = [];

  return {
    timesteps,
    initNoiseSigma: 1,
    inputScale: () => 1,
    addNoise(clean, noise, step) {
      const level = levelAt(step);
      return mix(level.signal, clean, level.noise, noise);
    },
    advance(step, modelOutput, latents, noise) {
      const [here, next] = [levelAt(step), levelAt(step + 1)];
      // It is remembered.
      const clean = cleanOf(config.prediction_type, here, modelOutput, latents, new Float32Array(latents.length));
      const h = Math.fround(next.lambda - here.lambda);
      // What the step covers: an SDE's noise makes the picture settle twice as fast.
      const span = adds ? 2 * h : h;
      const gain = Math.fround(1 - Math.fround(Math.exp(-span)));
      const keep = (next.noise / here.noise) * (adds ? Math.exp(-h) : 1);
      mixInto(latents, keep, next.signal * gain, clean);
      const order = orderAt(config, step, { firstStep, count: timesteps.length });
      const [second, third] = before;
      if (order > 1 && second) {
        const ratio = (here.lambda - levelAt(step - 1).lambda) / h;
        const slope = mixTo(modelOutput, 1 / ratio, clean, -1 / ratio, second);
        const bent = config.solver_type === 'heun' || order > 2;
        const slopeWeight = next.signal * (bent ? 1 - gain / span : gain / 2);
        if (order > 2 && third) {
          const ratioBefore = (levelAt(step - 1).lambda - levelAt(step - 2).lambda) / h;
          const slopeBefore = mix(1 / ratioBefore, second, -1 / ratioBefore, third);
          const curve = mix(1 / (ratio + ratioBefore), slope, -1 / (ratio + ratioBefore), slopeBefore);
          mixInto(slope, 1, ratio, curve);
          // The SDE's sign is what diffusers has.
          const curveWeight = next.signal * ((gain - span) / span ** 2 + (adds ? -0.5 : 0.5));
          mixInto(latents, 1, curveWeight, curve);
        }
        mixInto(latents, 1, slopeWeight, slope);
      }
      const noiseWeight = adds ? next.noise * Math.sqrt(gain) : 0;
      // The last step adds none when it ends without noise, and nothing is drawn after it.
      if (noiseWeight > 0) mixInto(latents, 1, noiseWeight, noise.normal(latents.length));
      before = [clean, ...before].slice(0, remembered);
      return clean;
    },
    save: () => before.map((each) => each.slice()),
    restore(step, memory) {
      if (memory.length !== Math.min(step - firstStep, remembered)) {
        throw new Error(`not this sampler's memory before step ${step}`);
      }
      before = memory.map((each) => each.slice());
    },
  };
}

function orderAt(
  config: SolverConfig,
  step: number,
  run: { readonly firstStep: number; readonly count: number },
): number {
  const isFew = config.lower_order_final && run.count < fewSteps;
  const endsInFirst = config.euler_at_final || isFew || config.final_sigmas_type === 'zero';
  const most = Math.min(config.solver_order, step - run.firstStep + 1);
  if (step === run.count - 1 && endsInFirst) return 1;
  return step === run.count - 2 && isFew ? Math.min(most, 2) : most;
}

function solverSchedule(config: SolverConfig, steps: number) {
  const alphas = finiteAlphasCumprod(config);
  const trained = trainingSigmas(alphas);
  const clipped = alphas.reduce(
    (count, alpha) => count + (trainedLambda(alpha) < config.lambda_min_clipped ? 1 : 0),
    0,
  );
  let timesteps = spaceSolverTimesteps(config, steps, config.num_train_timesteps - clipped);
  let sigmas = timesteps.map((timestep) => interpolate(timestep, trained));
  const [smallest = Number.NaN] = trained;
  if (config.use_karras_sigmas) {
    sigmas = karrasSigmas(trained.at(-1) ?? Number.NaN, smallest, steps, config);
    const logSigmas = trained.map(Math.log);
    const rounded = config.beta_schedule === 'squaredcos_cap_v2' ? Math.trunc : roundHalfEven;
    timesteps = sigmas.map((sigma) => rounded(timestepOfSigma(sigma, logSigmas)));
  }
  const last = config.final_sigmas_type === 'zero' ? 0 : smallest;
  return { timesteps, levels: [...sigmas, last].map((sigma) => levelOfSigma(Math.fround(sigma))) };
}

function trainedLambda(alpha: number): number {
  const { fround, log, sqrt } = Math;
  return fround(fround(log(fround(sqrt(alpha)))) - fround(log(fround(sqrt(fround(1 - alpha))))));
}

function levelOfSigma(sigma: number): SolverLevel {
  const { fround, log, sqrt } = Math;
  const signal = fround(1 / fround(sqrt(fround(fround(sigma ** 2) + 1))));
  const noise = fround(sigma * signal);
  // lambda is infinite at sigma 0, where the gain becomes 1 and the sample its own clean estimate.
  return { signal, noise, lambda: fround(fround(log(signal)) - fround(log(noise))) };
}
