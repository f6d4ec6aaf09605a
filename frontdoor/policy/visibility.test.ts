import type { Plan, Viewer } from '@quartet/protos/generated/index.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plans } from './plans.ts';
import { type VisibilityColumns, canSee, decideVisibilityChange, pngAllowed } from './visibility.ts';

const viewer = (userId: string, plan: Plan = 'PLAN_FREE', admin = false): Viewer => ({
  userId,
  plan,
  admin,
  handle: userId,
});
const image = (fields: Partial<VisibilityColumns> = {}): VisibilityColumns => ({
  owner_id: 'usr_a',
  visibility: 'private',
  deleted_at: null,
  ...fields,
});

const anyImage = fc.record({
  owner_id: fc.constantFrom('usr_a', 'usr_b'),
  visibility: fc.constantFrom('public' as const, 'private' as const),
  deleted_at: fc.constantFrom(null, new Date(0)),
});
const anyViewer = fc.record({
  userId: fc.constantFrom('', 'usr_a', 'usr_b'),
  plan: fc.constantFrom<Plan>('PLAN_UNSPECIFIED', ...plans),
  admin: fc.boolean(),
  handle: fc.constant(''),
});

test('a private image is seen by its owner and administrators alone', () => {
  expect(canSee(viewer('usr_a'), image())).toBe(true);
  expect(canSee(viewer('usr_c', 'PLAN_PRO', true), image())).toBe(true);
  expect(canSee(viewer('usr_b', 'PLAN_TEAM'), image())).toBe(false);
  expect(canSee(viewer('', 'PLAN_UNSPECIFIED'), image())).toBe(false);
});

test('a viewer without credentials does not own what has no owner', () => {
  expect(canSee(viewer('', 'PLAN_UNSPECIFIED'), image({ owner_id: '' }))).toBe(false);
});

test('nobody may change what they may not see, nor what is not theirs', () => {
  fc.assert(
    fc.property(anyViewer, anyImage, fc.constantFrom('public' as const, 'private' as const), (who, what, wanted) => {
      const { verdict } = decideVisibilityChange(who, what, wanted);
      if (!canSee(who, what) || who.userId !== what.owner_id) expect(verdict).toBe('not_found');
      else expect(verdict).not.toBe('not_found');
    }),
  );
});

test('a lapsed owner may make public, not private again, and may leave as it is', () => {
  const lapsed = viewer('usr_a', 'PLAN_FREE');
  expect(decideVisibilityChange(lapsed, image(), 'public')).toEqual({ verdict: 'changed' });
  expect(decideVisibilityChange(lapsed, image(), 'private')).toEqual({ verdict: 'unchanged' });
  expect(decideVisibilityChange(lapsed, image({ visibility: 'public' }), 'private')).toEqual({
    verdict: 'plan_required',
    requiredPlan: 'PLAN_PLUS',
  });
});

test('PNG needs basic for a public image and plus for a private one', () => {
  const allowed = (visibility: 'public' | 'private'): boolean[] =>
    plans.map((plan) => pngAllowed(viewer('usr_a', plan), image({ visibility })));
  expect(allowed('public')).toEqual([false, true, true, true, true]);
  expect(allowed('private')).toEqual([false, false, true, true, true]);
});
