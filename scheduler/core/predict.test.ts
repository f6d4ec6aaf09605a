import { describe, expect, test } from 'vitest';
import { type ModelProfile, type Profile, profileFor, predict, soloGpuMs, stepMs } from './predict.ts';

const profile: Profile = {
  stepTimes: [
    { batch: 1, stepMs: 100 },
    { batch: 4, stepMs: 160 },
  ],
  overheadMs: 50,
  batchCap: 0,
};
const device = { batchCap: 2, profiles: new Map([['tiny', profile]]) };

test('Step times are measured, between the measured ones on a line, and beyond them in proportion', () => {
  expect([1, 2, 4, 8].map((batch) => stepMs(profile, batch))).toEqual([100, 120, 160, 320]);
});

test('A model that was never measured costs the guess', () => {
  expect(soloGpuMs({ stepTimes: [], overheadMs: 0, batchCap: 0 }, 10)).toBe(500);
});

const newcomer = { model: 'tiny', stepsLeft: 10, dueAtMs: 1_000 };
/** One that is there, due sooner or later than the newcomer. */
const sooner = (stepsLeft: number, model = 'tiny') => ({ model, stepsLeft, dueAtMs: 500 });
const later = (stepsLeft: number, model = 'tiny') => ({ model, stepsLeft, dueAtMs: 2_000 });

test('On an idle node a task ends after its own steps, and delays nobody', () => {
  expect(predict(device, [], newcomer)).toEqual({ finishMs: 10 * 100 + 50, delayMs: 0 });
});

test('In company a task is slower until the other one ends, whoever is due first', () => {
  expect(predict(device, [sooner(4)], newcomer)).toEqual({ finishMs: 4 * 120 + 6 * 100 + 50, delayMs: 0 });
  expect(predict(device, [later(4)], newcomer).finishMs).toBe(4 * 120 + 6 * 100 + 50);
});

test('Beyond what a call takes a task waits for those that are due before it, and those that are due later wait for it', () => {
  expect(predict(device, [sooner(4), sooner(6)], newcomer).finishMs).toBe(4 * 120 + 2 * 120 + 8 * 100 + 50);
  const ahead = predict(device, [later(4), later(6)], newcomer);
  expect(ahead).toEqual({ finishMs: 4 * 120 + 6 * 120 + 50, delayMs: 2 * (10 * 100 + 50) });
});

test('One whose due time nobody knows goes last', () => {
  const unknown = { model: 'other', stepsLeft: 20 };
  const both = { batchCap: 4, profiles: new Map([...device.profiles, ['other', profile]]) };
  expect(predict(both, [unknown], newcomer)).toEqual({ finishMs: 10 * 100 + 50, delayMs: 10 * 100 + 50 });
  expect(predict(both, [later(5)], { ...unknown, stepsLeft: 1 }).finishMs).toBe(6 * 100 + 50);
});

test('A call is no larger than its samples gain by, and than its model and its node take', () => {
  const calls = (stepTimes: Profile['stepTimes'], modelCap = 0, nodeCap = 8) => {
    const profiles = new Map([['tiny', { ...profile, stepTimes, batchCap: modelCap }]]);
    return predict({ batchCap: nodeCap, profiles }, [sooner(10), sooner(10), sooner(10)], newcomer).finishMs - 50;
  };
  const gains = [1, 2, 4].map((batch) => ({ batch, stepMs: 100 }));
  const gainsNothing = [1, 2, 4].map((batch) => ({ batch, stepMs: 100 * batch }));
  expect(calls(gains)).toBe(10 * 100);
  expect(calls(gains, 2)).toBe(2 * 10 * 100);
  expect(calls(gains, 0, 1)).toBe(4 * 10 * 100);
  expect(calls(gainsNothing)).toBe(4 * 10 * 100);
});

test('Two models share no call: the one that is due first goes first', () => {
  const other = { stepTimes: [{ batch: 1, stepMs: 30 }], overheadMs: 0, batchCap: 0 };
  const both = { batchCap: 4, profiles: new Map([...device.profiles, ['other', other]]) };
  expect(predict(both, [sooner(20, 'other')], newcomer).finishMs).toBe(20 * 30 + 10 * 100 + 50);
  expect(predict(both, [later(20, 'other')], newcomer).finishMs).toBe(10 * 100 + 50);
});

test('A resident whose steps are done delays nobody, and nobody it', () => {
  expect(predict(device, [sooner(0), later(0)], newcomer)).toEqual({ finishMs: 10 * 100 + 50, delayMs: 0 });
});

describe('a model that reports shapes', () => {
  const times = (stepMs: number) => [{ batch: 1, stepMs }];
  const shaped: ModelProfile = {
    stepTimes: times(100),
    overheadMs: 50,
    batchCap: 4,
    shapes: [
      { width: 512, height: 512, guided: false, stepTimes: times(100), overheadMs: 50, batchCap: 4 },
      { width: 512, height: 768, guided: true, stepTimes: times(270), overheadMs: 90, batchCap: 2 },
    ],
  };
  const predicted = (width: number, height: number, guided: boolean): number =>
    soloGpuMs(profileFor(shaped, { width, height, guided }), 10);

  test('Its usual shape, and those it has measured, take what was measured', () => {
    expect(predicted(512, 512, false)).toBe(10 * 100 + 50);
    expect(predicted(512, 768, true)).toBe(10 * 270 + 90);
    expect(soloGpuMs(profileFor(shaped, undefined), 10)).toBe(10 * 100 + 50);
  });

  test('Others take more as they have more pixels, and twice as much where guidance doubles them', () => {
    expect(predicted(1_024, 512, false)).toBe(10 * 200 + 100);
    expect(predicted(512, 512, true)).toBe(10 * 200 + 50);
    expect(predicted(256, 256, true)).toBe(10 * 50 + 12.5);
  });

  test('Samples of different shapes share no call, those of one shape do', () => {
    const shape = { width: 512, height: 512, guided: false };
    const batching = { ...shaped, stepTimes: [...times(100), { batch: 2, stepMs: 120 }] };
    const one = { batchCap: 8, profiles: new Map([['shaped', batching]]) };
    const asked = { model: 'shaped', shape, stepsLeft: 10 };
    const mate = (width: number) => ({ model: 'shaped', shape: { ...shape, width }, stepsLeft: 20 });
    expect(predict(one, [mate(512)], asked).finishMs).toBe(10 * 120 + 50);
    // After a takeover nobody knows: it counts as the usual one.
    expect(predict(one, [{ model: 'shaped', stepsLeft: 20 }], asked).finishMs).toBe(10 * 120 + 50);
    expect(predict(one, [mate(1_024)], asked).finishMs).toBe(20 * 200 + 10 * 100 + 50);
  });
});
