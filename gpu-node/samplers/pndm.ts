import { Type } from 'typebox';
import { mix, mixInto } from './mix.ts';
import { alphasCumprod } from './noise-schedule.ts';
import { cleanOf, levelOfAlpha, noiseOf } from './prediction.ts';
import { rememberLatest } from './remember-latest.ts';
import type { Sampler, SamplerOptions } from './sampler.ts';
import {
  type SchedulerConfig,
  betaFields,
  noisePredictionTypes,
  readConfig,
  spacingFields,
} from './scheduler-config.ts';
import { spaceTimesteps } from './timesteps.ts';

const ConfigSchema = Type.Object({
  ...spacingFields('leading'),
  ...betaFields,
  prediction_type: noisePredictionTypes,
  // The class's own default is to begin with Runge-Kutta steps, which no latent model is used with.
  skip_prk_steps: Type.Literal(true),
  set_alpha_to_one: Type.Boolean({ default: false }),
});

/** Weights of the newest outputs, newest first, by how many there are (Adams and Bashforth). */
const multistepWeights: readonly (readonly number[])[] = [
  [1],
  [3 / 2, -1 / 2],
  [23 / 12, -16 / 12, 5 / 12],
  [55 / 24, -59 / 24, 37 / 24, -9 / 24],
];
const mostRemembered = 3;

const scheduleOf = rememberLatest((fields: SchedulerConfig, steps: number) => {
  const config = readConfig(ConfigSchema, fields);
  const spaced = spaceTimesteps(config, steps);
  return { config, alphas: alphasCumprod(config), timesteps: [...spaced.slice(0, 2), ...spaced.slice(1)] };
});

/**
 * PNDM without its Runge-Kutta start (PLMS): a linear multistep method over the model's outputs. The second timestep is
 * called twice, to improve the first step.
 * Source: Liu and others, "Pseudo Numerical Methods for Diffusion Models on Manifolds" (2022), formulas (9) and (12);
 * diffusers `schedulers/scheduling_pndm.py`, `PNDMScheduler.step_plms`.
 */
export function createPndm(fields: SchedulerConfig, steps: number, { firstStep = 0 }: SamplerOptions): Sampler {
  const { config, alphas, timesteps } = scheduleOf(fields, steps);
  const stride = Math.floor(config.num_train_timesteps / steps);
  const [finalAlpha = Number.NaN] = config.set_alpha_to_one ? [1] : alphas;
  const timestepAt = (step: number): number => timesteps[step] ?? Number.NaN;
  const alphaAt = (timestep: number): number => (timestep < 0 ? finalAlpha : (alphas[timestep] ?? Number.NaN));
  /** The model's outputs of the steps before, newest first. */
  let outputs: readonly Float32Array[] = [];
  /** The latents before the first step, for the second to begin at again. */
  let start: Float32Array | undefined;

  return {
    timesteps,
    initNoiseSigma: 1,
    inputScale: () => 1,
    addNoise(clean, noise, step) {
      const level = levelOfAlpha(alphaAt(timestepAt(step)));
      return mix(level.signal, clean, level.noise, noise);
    },
    advance(step, modelOutput, latents) {
      const timestep = timestepAt(step);
      let from = timestep;
      let combined: Float32Array;
      if (start) {
        from = timestep + stride;
        combined = mix(1 / 2, modelOutput, 1 / 2, outputs[0] ?? modelOutput);
        latents.set(start);
        start = undefined;
      } else {
        if (step === firstStep) start = latents.slice();
        const used = [modelOutput.slice(), ...outputs];
        combined = weigh(used);
        outputs = used.slice(0, mostRemembered);
      }
      const [alpha, next] = [alphaAt(from), alphaAt(from - stride)];
      const level = levelOfAlpha(alpha);
      const clean = cleanOf(config.prediction_type, level, combined, latents, new Float32Array(latents.length));
      const epsilon = noiseOf(config.prediction_type, level, combined, latents);
      const divisor = alpha * Math.sqrt(1 - next) + Math.sqrt(alpha * (1 - alpha) * next);
      mixInto(latents, Math.sqrt(next / alpha), (alpha - next) / divisor, epsilon);
      return clean;
    },
    // The latents the second step begins at come first.
    save: () => [...(start ? [start] : []), ...outputs].map((each) => each.slice()),
    restore(step, memory) {
      const done = step - firstStep;
      const expected = done > 1 ? Math.min(done - 1, mostRemembered) : done * 2;
      if (memory.length !== expected) throw new Error(`not this sampler's memory before step ${step}`);
      const copies = memory.map((each) => each.slice());
      start = done === 1 ? copies.shift() : undefined;
      outputs = copies;
    },
  };
}

function weigh(outputs: readonly Float32Array[]): Float32Array {
  const weights = multistepWeights[outputs.length - 1] ?? [];
  const sum = new Float32Array(outputs[0]?.length ?? 0);
  for (const [index, output] of outputs.entries()) mixInto(sum, 1, weights[index] ?? Number.NaN, output);
  return sum;
}
