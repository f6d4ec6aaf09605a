import { expect, test } from 'vitest';
import { type Profile, predictFinishMs, soloGpuMs, stepMs } from './predict.ts';

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
  expect(predictFinishMs(device, [], 'tiny', 10)).toBe(10 * 100 + 50);
});

test('Beside another a task is slower until that one ends', () => {
  const samples = [{ model: 'tiny', stepsLeft: 4 }];
  expect(predictFinishMs(device, samples, 'tiny', 10)).toBe(4 * 120 + 6 * 100 + 50);
});

test('Beyond the batch cap a task waits for the first to end', () => {
  const samples = [
    { model: 'tiny', stepsLeft: 4 },
    { model: 'tiny', stepsLeft: 6 },
  ];
  expect(predictFinishMs(device, samples, 'tiny', 10)).toBe(4 * 120 + 2 * 120 + 8 * 100 + 50);
});

test('A model with a cap of its own waits at that, while another model may join the batch', () => {
  const capped = { ...profile, batchCap: 1 };
  const both = { batchCap: 4, profiles: new Map([['tiny', capped]]) };
  const samples = [{ model: 'tiny', stepsLeft: 4 }];
  expect(predictFinishMs(both, samples, 'tiny', 10)).toBe(4 * 100 + 10 * 100 + 50);
  const other = { stepTimes: [{ batch: 1, stepMs: 30 }], overheadMs: 0, batchCap: 0 };
  const beside = { ...both, profiles: new Map([...both.profiles, ['other', other]]) };
  const waiting = [...samples, { model: 'tiny', stepsLeft: 6 }];
  expect(predictFinishMs(beside, waiting, 'other', 5)).toBe(5 * 130);
});

test('Two models on one device take turns', () => {
  const other = { stepTimes: [{ batch: 1, stepMs: 30 }], overheadMs: 0, batchCap: 0 };
  const both = { batchCap: 4, profiles: new Map([...device.profiles, ['other', other]]) };
  expect(predictFinishMs(both, [{ model: 'other', stepsLeft: 20 }], 'tiny', 10)).toBe(10 * 130 + 50);
});

test('A resident whose steps are done delays nobody', () => {
  expect(predictFinishMs(device, [{ model: 'tiny', stepsLeft: 0 }], 'tiny', 10)).toBe(10 * 100 + 50);
});
