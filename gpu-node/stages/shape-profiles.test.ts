import { expect, test } from 'vitest';
import { ShapeProfiles } from './shape-profiles.ts';

const usual = { width: 512, height: 512, doubled: true };

function profiles(): ShapeProfiles {
  const all = new ShapeProfiles(usual);
  all.usual.stepTimes.record(1, 100);
  all.usual.overheadMs = 40;
  return all;
}

test('a shape that has not run is in proportion to the usual one, by its area and its rows', () => {
  const all = profiles();
  const large = all.of({ width: 1024, height: 512, doubled: true });
  expect([large.stepTimes.stepMs(1), large.overheadMs]).toEqual([200, 80]);
  const plain = all.of({ ...usual, doubled: false });
  expect([plain.stepTimes.stepMs(1), plain.overheadMs]).toEqual([50, 40]);
});

test('a shape has one profile, corrected by what runs; the usual one’s is the model’s', () => {
  const all = profiles();
  expect(all.of({ ...usual })).toBe(all.usual);
  const large = all.of({ width: 1024, height: 1024, doubled: true });
  large.stepTimes.record(1, 700);
  all.recordOverhead(large, 60);
  const again = all.of({ width: 1024, height: 1024, doubled: true });
  expect(again.stepTimes.stepMs(1)).toBe(700);
  expect(again.overheadMs).toBeCloseTo(160 - 10, 9);
  expect(all.usual.stepTimes.stepMs(1)).toBe(100);
});

test('reports tell of the usual shape and those that were asked for', () => {
  const all = profiles();
  all.of({ width: 1024, height: 512, doubled: false });
  expect(all.report(8, true)).toMatchObject([
    { width: 512, height: 512, guided: true, stepTimes: [{ batch: 1, stepMs: 100 }], overheadMs: 40 },
    { width: 1024, height: 512, guided: false, stepTimes: [{ batch: 1, stepMs: 100 }], overheadMs: 80 },
  ]);
});

test('where guidance changes nothing of a call its times are those of guided work too', () => {
  const all = new ShapeProfiles({ ...usual, doubled: false });
  all.usual.stepTimes.record(1, 100);
  expect(all.report(8, false).map(({ guided, stepTimes }) => [guided, stepTimes[0]?.stepMs])).toEqual([
    [false, 100],
    [true, 100],
  ]);
});
