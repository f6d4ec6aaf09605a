import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ActiveSet, type KeyPlan } from './active-set.ts';
import type { KeyQueue } from './key-queue.ts';
import { type Waiting, callMs, callRate } from './outlook.ts';
import { flat } from './testing.ts';

const waiting = (id: string, stepsLeft: number, stepsDueMs: number): Waiting => ({
  id,
  stepsLeft,
  stepsDueMs,
  fresh: false,
  timestep: undefined,
});
const queue = (key: string, samples: readonly Waiting[], cap = 4, ms = 10): KeyQueue => ({
  key,
  samples,
  profile: flat(cap, ms),
  cap,
  stretch: 1,
});
const ids = (plans: readonly KeyPlan[]): string[] =>
  plans.flatMap(({ active }) => active.map(({ id }) => id)).toSorted();

describe('who is counted on', () => {
  test('all, where all can be in time', () => {
    const samples = ['a', 'b', 'c'].map((id) => waiting(id, 10, 500));
    expect(ids(new ActiveSet().choose([queue('k', samples)], 0))).toEqual(['a', 'b', 'c']);
  });

  test('what is in stays in, and a newcomer gets in when there is room', () => {
    const set = new ActiveSet();
    const first = waiting('first', 10, 150);
    expect(ids(set.choose([queue('one', [first], 1)], 0))).toEqual(['first']);
    // Two at a time take 200 ms: either could be in time alone.
    const second = waiting('second', 10, 140);
    expect(ids(set.choose([queue('one', [first], 1), queue('two', [second], 1)], 0))).toEqual(['first']);
    expect(ids(set.choose([queue('one', [], 1), queue('two', [second], 1)], 0))).toEqual(['second']);
  });

  test('not those that are late whatever is done', () => {
    const plans = new ActiveSet().choose([queue('k', [waiting('late', 10, 50), waiting('well', 10, 500)])], 0);
    expect(ids(plans)).toEqual(['well']);
    expect(plans[0]?.late.map(({ id }) => id)).toEqual(['late']);
  });

  test('of too many, some are given up, the longest first', () => {
    const set = new ActiveSet();
    const samples = [waiting('short', 5, 500), waiting('long', 30, 500)];
    expect(ids(set.choose([queue('k', samples, 1)], 0))).toEqual(['long', 'short']);
    // Calls have become slower.
    expect(ids(set.choose([queue('k', samples, 1, 17)], 0))).toEqual(['short']);
  });

  test('never more than the device gives, and everyone is somewhere', () => {
    const sample = fc.record({
      stepsLeft: fc.integer({ min: 1, max: 50 }),
      dueMs: fc.integer({ min: -100, max: 2_000 }),
    });
    fc.assert(
      fc.property(
        fc.array(fc.array(sample, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 4 }),
        (keys) => {
          const queues = keys.map((samples, key) =>
            queue(
              `${key}`,
              samples.map(({ stepsLeft, dueMs }, index) => waiting(`${key} ${index}`, stepsLeft, dueMs)),
            ),
          );
          const plans = new ActiveSet().choose(queues, 0);
          const need = plans.reduce(
            (sum, { queue: calls, active }) => sum + callRate(active, calls.cap, 0) * callMs(calls, active.length),
            0,
          );
          expect(need).toBeLessThanOrEqual(1.000_001);
          for (const {
            queue: { samples },
            active,
            spare,
            late,
          } of plans) {
            expect([...active, ...spare, ...late].map(({ id }) => id).toSorted()).toEqual(
              samples.map(({ id }) => id).toSorted(),
            );
          }
        },
      ),
    );
  });
});
