import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PartialMarks } from './partial-marks.ts';

const taken = (count: number, steps: number, seen: readonly number[]) => {
  const marks = new PartialMarks(count);
  return seen.flatMap((step) => (marks.take(step, steps) === undefined ? [] : [step]));
};

it('previews after each mark become partial images', () => {
  const every = Array.from({ length: 20 }, (_, index) => index + 1);
  expect(taken(0, 20, every)).toEqual([]);
  expect(taken(1, 20, every)).toEqual([10]);
  expect(taken(3, 20, every)).toEqual([5, 10, 15]);
});

it('marks that no preview came after are passed over', () => {
  expect(taken(3, 20, [1, 12, 13, 16])).toEqual([12, 16]);
});

it('there are never more than asked for, numbered from 0', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3 }),
      fc.integer({ min: 1, max: 100 }),
      fc.array(fc.integer({ min: 1, max: 100 })),
      (count, steps, seen) => {
        const marks = new PartialMarks(count);
        const indices = seen.map((step) => marks.take(step, steps)).filter((index) => index !== undefined);
        expect(indices).toEqual(Array.from({ length: indices.length }, (_, index) => index));
        expect(indices.length).toBeLessThanOrEqual(count);
      },
    ),
  );
});
