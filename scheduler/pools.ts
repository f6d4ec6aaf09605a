import { ConfigError } from '@quartet/service-kit/config.ts';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import type { PoolPolicy } from './core/autoscale.ts';
import type { DayStep } from './core/day-steps.ts';

const variable = 'QUARTET_SCHEDULER_POOLS';

const Count = Type.Integer({ minimum: 0, maximum: 10_000 });

const PoolsSchema = Type.Record(
  Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$' }),
  Type.Object(
    {
      min: Count,
      max: Count,
      boot_seconds: Type.Number({ minimum: 0, maximum: 3_600 }),
      drain_seconds: Type.Number({ minimum: 1, maximum: 86_400 }),
      models: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
      day_steps: Type.Optional(
        Type.Array(
          Type.Object(
            {
              at: Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' }),
              seconds: Type.Number({ minimum: 1, maximum: 86_400 }),
              times: Type.Number({ minimum: 1, maximum: 100 }),
            },
            { additionalProperties: false },
          ),
        ),
      ),
    },
    { additionalProperties: false },
  ),
  { additionalProperties: false },
);

/**
 * Reads what the operator says of the pools: `{"gpu-l4": {"min": 0, "max": 8, "boot_seconds": 120, "drain_seconds": 60,
 * "models": ["quartet-icons"], "day_steps": [{"at": "12:30", "seconds": 300, "times": 2}]}}`, in the order in which they are filled.
 * Steps are at times of a day in UTC: for so many seconds so many times as much is asked for as before. Nothing: no pools.
 * @throws ConfigError that names what is at fault.
 */
export function readPools(text = '{}'): PoolPolicy[] {
  const fault = (what: string): ConfigError => new ConfigError(`${variable} is not valid: ${what}`);
  let pools: unknown;
  try {
    pools = JSON.parse(text);
  } catch {
    throw fault('it is not JSON');
  }
  if (!Value.Check(PoolsSchema, pools)) {
    const [first] = Value.Errors(PoolsSchema, pools);
    throw fault(`${first?.instancePath || '/'} ${first?.message ?? ''}`);
  }
  return Object.entries(pools).map(([pool, policy]) => {
    const { min, max, boot_seconds: bootSeconds, drain_seconds: drainSeconds, models, day_steps: steps } = policy;
    if (min > max) throw fault(`/${pool}/min is greater than max`);
    return {
      pool,
      min,
      max,
      bootMs: bootSeconds * 1_000,
      drainMs: drainSeconds * 1_000,
      ...(models && { models: new Set(models) }),
      ...(steps && { daySteps: steps.map(readStep) }),
    };
  });
}

function readStep({ at, seconds, times }: { at: string; seconds: number; times: number }): DayStep {
  const [hours, minutes] = at.split(':').map(Number) as [number, number];
  return { atMs: (60 * hours + minutes) * 60_000, lengthMs: seconds * 1_000, times };
}
