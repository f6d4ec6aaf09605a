import { expect, test } from 'vitest';
import { Lanes } from './testing.ts';

/** The steps after which a sample of eight is frozen, beside a mate after its first. */
function frozenAt(checkpointEveryMs: number | undefined, firstStep = 0): number[] {
  const lanes = new Lanes(2);
  lanes.admit({ id: 'frozen', key: 'k', steps: 8, firstStep, checkpointEveryMs });
  lanes.admit({ id: 'mate', key: 'k', steps: 20 });
  lanes.finishSide();
  lanes.finishSide();
  for (let call = 0; call < 8; call += 1) lanes.finishCall('done', 100);
  expect(lanes.checkpoints.every(({ id }) => id === 'frozen')).toBe(true);
  return lanes.checkpoints.map(({ step }) => step);
}

test('a sample is frozen when its share of the calls since the last time is large enough', () => {
  // 100 ms alone, then 50 ms a step beside its mate.
  expect(frozenAt(100)).toEqual([1, 3, 5, 7]);
  expect(frozenAt(200)).toEqual([3, 7]);
  expect(frozenAt(10_000)).toEqual([]);
});

test('with no time at risk allowed it is frozen before its first step and after each', () => {
  expect(frozenAt(0)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(frozenAt(0, 5)).toEqual([5, 6, 7, 8]);
});

test('one that goes on from after its last step is only finished', () => {
  const lanes = new Lanes(2);
  lanes.admit({ id: 'painted', key: 'k', steps: 8, firstStep: 8, checkpointEveryMs: 10_000 });
  lanes.finishSide();
  lanes.finishSide();
  expect([...lanes.ended.keys()]).toEqual(['painted']);
  expect(lanes.checkpoints).toEqual([]);
});

test('one that cannot be frozen is not', () => {
  expect(frozenAt(undefined)).toEqual([]);
});
