import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';

/**
 * `scheduler/scheduler_config.json` in diffusers' layout: what the samplers read of it, with diffusers' own defaults.
 * Features that change the picture and are not built are listed as the one value that means "off", so that a model that
 * needs them is refused instead of painted wrongly.
 */
const SchedulerConfigSchema = Type.Object({
  num_train_timesteps: Type.Integer({ minimum: 1, default: 1000 }),
  beta_schedule: Type.Union([Type.Literal('linear'), Type.Literal('scaled_linear')], { default: 'linear' }),
  beta_start: Type.Number({ default: 0.0001 }),
  beta_end: Type.Number({ default: 0.02 }),
  trained_betas: Type.Optional(Type.Null()),
  prediction_type: Type.Union([Type.Literal('epsilon'), Type.Literal('v_prediction'), Type.Literal('sample')], {
    default: 'epsilon',
  }),
  timestep_spacing: Type.Union([Type.Literal('leading'), Type.Literal('trailing'), Type.Literal('linspace')], {
    default: 'linspace',
  }),
  steps_offset: Type.Integer({ default: 0 }),
  clip_sample: Type.Boolean({ default: false }),
  clip_sample_range: Type.Number({ default: 1 }),
  set_alpha_to_one: Type.Boolean({ default: true }),
  final_sigmas_type: Type.Union([Type.Literal('zero'), Type.Literal('sigma_min')], { default: 'zero' }),
  algorithm_type: Type.Literal('dpmsolver++', { default: 'dpmsolver++' }),
  solver_order: Type.Literal(2, { default: 2 }),
  solver_type: Type.Union([Type.Literal('midpoint'), Type.Literal('heun')], { default: 'midpoint' }),
  lower_order_final: Type.Boolean({ default: true }),
  rescale_betas_zero_snr: Type.Literal(false, { default: false }),
  thresholding: Type.Literal(false, { default: false }),
  use_karras_sigmas: Type.Optional(Type.Union([Type.Literal(false), Type.Null()])),
});

export type SchedulerConfig = Static<typeof SchedulerConfigSchema>;

/** Reads a scheduler's configuration. Throws an Error that names the first field at fault. */
export function parseSchedulerConfig(text: string): SchedulerConfig {
  const value: unknown = Value.Default(SchedulerConfigSchema, JSON.parse(text));
  if (Value.Check(SchedulerConfigSchema, value)) return value;
  const [first] = Value.Errors(SchedulerConfigSchema, value);
  throw new Error(`scheduler_config.json: ${first?.instancePath || '/'} ${first?.message ?? 'is not valid'}`);
}
