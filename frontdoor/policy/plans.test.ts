import { ReasonError } from '@quartet/protos/reasons.ts';
import { expect, test } from 'vitest';
import {
  cheapestPlanWith,
  inFlightLimit,
  planHas,
  planName,
  planOf,
  planAim,
  planWeight,
  plans,
  requireRight,
} from './plans.ts';

const rights = ['download_png', 'upscale', 'remove_background', 'delete', 'private_images', 'private_png'] as const;

test('the plans are those of the product, cheapest first', () => {
  expect(plans.map(planName)).toEqual(['free', 'basic', 'plus', 'pro', 'team']);
  expect(plans.map(inFlightLimit)).toEqual([12, 40, 160, 640, 640]);
  expect(plans.map(planWeight)).toEqual([4, 4, 8, 16, 16]);
  expect(plans.map(planAim)).toEqual([20, 8, 5, 3, 3]);
});

test('a dearer plan has every right of a cheaper one', () => {
  for (const right of rights) {
    const cheapest = plans.findIndex((plan) => planHas(plan, right));
    expect(plans.map((plan) => planHas(plan, right))).toEqual(plans.map((_, price) => price >= cheapest));
  }
});

test('a refusal names the cheapest plan that has the right', () => {
  expect(rights.map((right) => planName(cheapestPlanWith(right)))).toEqual([
    'basic',
    'basic',
    'basic',
    'basic',
    'plus',
    'plus',
  ]);
});

test('a right is required of the plan that asks', () => {
  expect(() => requireRight('PLAN_PLUS', 'private_images')).not.toThrow();
  expect(() => requireRight('PLAN_BASIC', 'private_images')).toThrow(
    expect.objectContaining({ constructor: ReasonError, reason: 'REASON_PLAN_REQUIRED', details: { plan: 'plus' } }),
  );
});

test('names are read back, unknown ones and the absent plan are not', () => {
  for (const plan of plans) expect(planOf(planName(plan))).toBe(plan);
  expect(planOf('none')).toBeUndefined();
  expect(planOf('gold')).toBeUndefined();
});
