import { describe, expect, test } from 'vitest';
import { type ModelProfile, type Profile, profileFor, predictFinishMs, soloGpuMs, stepMs } from './predict.ts';

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

test('On an idle node a task ends after its own steps', () => {
  expect(predictFinishMs(device, [], { model: 'tiny', stepsLeft: 10 })).toBe(10 * 100 + 50);
});

test('Beside another a task is slower until that one ends', () => {
  const samples = [{ model: 'tiny', stepsLeft: 4 }];
  expect(predictFinishMs(device, samples, { model: 'tiny', stepsLeft: 10 })).toBe(4 * 120 + 6 * 100 + 50);
});

test('Beyond the batch cap a task waits for the first to end', () => {
  const samples = [
    { model: 'tiny', stepsLeft: 4 },
    { model: 'tiny', stepsLeft: 6 },
  ];
  expect(predictFinishMs(device, samples, { model: 'tiny', stepsLeft: 10 })).toBe(4 * 120 + 2 * 120 + 8 * 100 + 50);
});

test('A model with a cap of its own waits at that, while another model may join the batch', () => {
  const capped = { ...profile, batchCap: 1 };
  const both = { batchCap: 4, profiles: new Map([['tiny', capped]]) };
  const samples = [{ model: 'tiny', stepsLeft: 4 }];
  expect(predictFinishMs(both, samples, { model: 'tiny', stepsLeft: 10 })).toBe(4 * 100 + 10 * 100 + 50);
  const other = { stepTimes: [{ batch: 1, stepMs: 30 }], overheadMs: 0, batchCap: 0 };
  const beside = { ...both, profiles: new Map([...both.profiles, ['other', other]]) };
  const waiting = [...samples, { model: 'tiny', stepsLeft: 6 }];
  expect(predictFinishMs(beside, waiting, { model: 'other', stepsLeft: 5 })).toBe(5 * 130);
});

test('Two models on one device take turns', () => {
  const other = { stepTimes: [{ batch: 1, stepMs: 30 }], overheadMs: 0, batchCap: 0 };
  const both = { batchCap: 4, profiles: new Map([...device.profiles, ['other', other]]) };
  expect(predictFinishMs(both, [{ model: 'other', stepsLeft: 20 }], { model: 'tiny', stepsLeft: 10 })).toBe(
    10 * 130 + 50,
  );
});

test('A resident whose steps are done delays nobody', () => {
  expect(predictFinishMs(device, [{ model: 'tiny', stepsLeft: 0 }], { model: 'tiny', stepsLeft: 10 })).toBe(
    10 * 100 + 50,
  );
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
    const newcomer = { model: 'shaped', shape, stepsLeft: 10 };
    const mate = (width: number) => ({ model: 'shaped', shape: { ...shape, width }, stepsLeft: 20 });
    expect(predictFinishMs(one, [mate(512)], newcomer)).toBe(10 * 120 + 50);
    // After a takeover nobody knows: it counts as the usual one.
    expect(predictFinishMs(one, [{ model: 'shaped', stepsLeft: 20 }], newcomer)).toBe(10 * 120 + 50);
    expect(predictFinishMs(one, [mate(1_024)], newcomer)).toBe(10 * (100 + 200) + 50);
  });
});
