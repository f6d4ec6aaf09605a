import { ConfigError } from '@quartet/service-kit/config.ts';
import { expect, test } from 'vitest';
import { readPools } from './pools.ts';

const pool = { min: 0, max: 8, boot_seconds: 120, drain_seconds: 60 };

test('Pools are read in their order, in milliseconds', () => {
  const text = JSON.stringify({ 'gpu-l4': { ...pool, models: ['quartet-icons'] }, cpu: { ...pool, min: 1 } });
  expect(readPools(text)).toEqual([
    { pool: 'gpu-l4', min: 0, max: 8, bootMs: 120_000, drainMs: 60_000, models: new Set(['quartet-icons']) },
    { pool: 'cpu', min: 1, max: 8, bootMs: 120_000, drainMs: 60_000 },
  ]);
  expect(readPools(undefined)).toEqual([]);
});

test('Steps of the day are read as times from midnight', () => {
  const text = JSON.stringify({ cpu: { ...pool, day_steps: [{ at: '06:30', seconds: 300, times: 2 }] } });
  expect(readPools(text)[0]?.daySteps).toEqual([{ atMs: 23_400_000, lengthMs: 300_000, times: 2 }]);
  const wrong = JSON.stringify({ cpu: { ...pool, day_steps: [{ at: '24:00', seconds: 300, times: 2 }] } });
  expect(() => readPools(wrong)).toThrow('/cpu/day_steps/0/at');
});

test.for([
  ['text that is no JSON', '{', 'not JSON'],
  ['an unknown key', JSON.stringify({ gpu: { ...pool, mix: 1 } }), '/gpu'],
  ['a missing one', JSON.stringify({ gpu: { min: 0, max: 1, boot_seconds: 1 } }), '/gpu'],
  ['a fraction of a node', JSON.stringify({ gpu: { ...pool, max: 1.5 } }), '/gpu/max'],
  ['a least beyond the most', JSON.stringify({ gpu: { ...pool, min: 9 } }), '/gpu/min'],
  ['a name that is no label', JSON.stringify({ 'a b': pool }), '/'],
] as const)('%s is refused, and it is said where', ([, text, where]) => {
  expect(() => readPools(text)).toThrow(ConfigError);
  expect(() => readPools(text)).toThrow(`QUARTET_SCHEDULER_POOLS is not valid: `);
  expect(() => readPools(text)).toThrow(where);
});
