import { type Static, type TObject, type TProperties, Type } from 'typebox';
import { Value } from 'typebox/value';

/** `scheduler/scheduler_config.json` in diffusers' layout, as it is written: each sampler reads its own fields of it. */
export type SchedulerConfig = Readonly<Record<string, unknown>>;

/**
 * Parses the file. Python writes infinities and NaN, which JSON does not have: they become the greatest numbers and null.
 * @throws Error when it is not a JSON object
 */
export function parseSchedulerConfig(text: string): SchedulerConfig {
  const json = text.replaceAll(/"(?:[^"\\]|\\.)*"|Infinity|NaN/g, (token) => {
    if (token === 'Infinity') return String(Number.MAX_VALUE);
    return token === 'NaN' ? 'null' : token;
  });
  const value: unknown = JSON.parse(json);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('scheduler_config.json: not a JSON object');
  }
  return { ...value };
}

/**
 * What one sampler reads of a configuration, as diffusers' `from_config` does: other classes' fields are ignored, and
 * what is missing takes this class's own default.
 * @throws Error that names the first field at fault, among them those that would change the picture and are not built
 */
export function readConfig<Fields extends TProperties>(
  schema: TObject<Fields>,
  config: SchedulerConfig,
): Static<TObject<Fields>> {
  const named = Object.keys(schema.properties).filter((name) => Object.hasOwn(config, name));
  const value: unknown = Value.Default(schema, Object.fromEntries(named.map((name) => [name, config[name]])));
  if (Value.Check(schema, value)) return value;
  const [first] = Value.Errors(schema, value);
  throw new Error(`scheduler_config.json: ${first?.instancePath.slice(1) || 'it'} ${first?.message ?? 'is not valid'}`);
}

/** A feature that changes the picture and is not built: it has to be off. */
export const notBuilt = Type.Optional(Type.Union([Type.Literal(false), Type.Null()]));

/** A number that a class works without. */
export const numberOrNone = Type.Optional(Type.Union([Type.Number(), Type.Null()]));

export const predictionTypes = Type.Union(
  [Type.Literal('epsilon'), Type.Literal('v_prediction'), Type.Literal('sample')],
  { default: 'epsilon' },
);

/** For the classes of diffusers that do not know `sample`. */
export const noisePredictionTypes = Type.Union([Type.Literal('epsilon'), Type.Literal('v_prediction')], {
  default: 'epsilon',
});

/** Fields of every class that lays its timesteps out over the trained ones. */
export const spacingFields = (spacing: 'leading' | 'linspace') => ({
  num_train_timesteps: Type.Integer({ minimum: 1, default: 1000 }),
  timestep_spacing: Type.Union([Type.Literal('leading'), Type.Literal('trailing'), Type.Literal('linspace')], {
    default: spacing,
  }),
  steps_offset: Type.Integer({ default: 0 }),
});

/** Fields of every class whose noise schedule is made of betas; their defaults are most classes' own. */
export const betaFields = {
  beta_schedule: Type.Union(
    [Type.Literal('linear'), Type.Literal('scaled_linear'), Type.Literal('squaredcos_cap_v2')],
    { default: 'linear' },
  ),
  beta_start: Type.Number({ default: 0.0001 }),
  beta_end: Type.Number({ default: 0.02 }),
  trained_betas: Type.Optional(Type.Union([Type.Array(Type.Number(), { minItems: 1 }), Type.Null()])),
};

/** Fields of the classes that keep their clean estimate within bounds; whether they do by default differs. */
export const clipFields = (clips: boolean) => ({
  clip_sample: Type.Boolean({ default: clips }),
  clip_sample_range: Type.Number({ default: 1 }),
  thresholding: notBuilt,
});
