import { expect, test } from 'vitest';
import { plainRequest, type MixRequest } from './mixes/request.ts';
import { fairness, finishQuantileMs, jainIndex, maxMinFairness } from './outcomes.ts';
import type { Outcome } from './simulation.ts';

const outcome = (wish: Partial<MixRequest>, finishedMs: number | undefined): Outcome => ({
  request: { ...plainRequest, atMs: 0, tenant: 'person-1', plan: 'free', model: 1, steps: 30, ...wish },
  finishedMs,
});

test('requests that were never finished are the last of all', () => {
  const outcomes = [outcome({}, undefined), outcome({}, 2_000), outcome({}, 1_000)];
  expect([0.5, 0.95].map((share) => finishQuantileMs(outcomes, share))).toEqual([2_000, Infinity]);
});

test("Jain's index is 1 of equal shares, and k/n where k of n have all", () => {
  expect(jainIndex([3, 3, 3])).toBe(1);
  expect(jainIndex([5, 0, 0, 5])).toBe(0.5);
  // (1 + 2 + 3)^2 / (3 * (1 + 4 + 9)), and the same of ten times as much.
  expect(jainIndex([1, 2, 3])).toBeCloseTo(36 / 42, 12);
  expect(jainIndex([10, 20, 30])).toBeCloseTo(36 / 42, 12);
  expect(jainIndex([])).toBeNaN();
});

test('tenants of a plan share what was finished by then, in device time', () => {
  const outcomes = [
    outcome({ tenant: 'person-1', images: 2 }, 9_000),
    outcome({ tenant: 'person-2', atMs: 1_000 }, 5_000),
    outcome({ tenant: 'person-2', atMs: 2_000 }, 8_000),
    // One who waits has had nothing, and counts; who comes later and those of other plans do not.
    outcome({ tenant: 'person-3' }, 10_001),
    outcome({ tenant: 'person-4', atMs: 10_000 }, 1),
    outcome({ tenant: 'person-5', plan: 'pro' }, 1),
  ];
  expect(fairness(outcomes, 'free', 10_000)).toBeCloseTo(2 / 3, 12);
  expect(fairness(outcomes, 'free', 9_999)).toBeCloseTo(9 / 15, 12);
  expect(fairness(outcomes, 'plus', 10_000)).toBeNaN();
});

test('by max-min fairness nobody is wronged who has all, however little that is, and those are who wait for others to have more', () => {
  const [modest, greedy] = [outcome({ tenant: 'person-1' }, 1_000), outcome({ tenant: 'person-2', images: 4 }, 9_000)];
  const late = outcome({ tenant: 'person-2', images: 4 }, 20_000);
  expect(maxMinFairness([modest, greedy, late], 'free', 10_000)).toBe(1);
  expect(fairness([modest, greedy, late], 'free', 10_000)).toBeLessThan(1);
  // Of four pictures' time two were due to each, and one had all of it.
  const equal = outcome({ tenant: 'person-1', images: 4 }, 20_000);
  expect(maxMinFairness([equal, greedy], 'free', 10_000)).toBeCloseTo(0.5, 12);
});
