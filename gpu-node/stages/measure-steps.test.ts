import { expect, test } from 'vitest';
import { StepTimes } from '../engine/step-times.ts';
import { measureSteps } from './measure-steps.ts';

/** Sizes that are tried where a call of `batch` samples takes so long. */
async function tried(timeOf: (batch: number) => number, changes: object = {}): Promise<number[]> {
  const trial = { batchCap: 8, turns: 2, limitMs: 60_000, whilePaying: false, ...changes };
  const times = new StepTimes();
  await measureSteps(times, { ...trial, call: (batch) => Promise.resolve(timeOf(batch)) });
  return times.entries().map(({ batch }) => batch);
}

test('doubles up to the cap, which need not be a power of two', async () => {
  expect(await tried((batch) => batch)).toEqual([1, 2, 4, 8]);
  expect(await tried((batch) => batch, { batchCap: 6 })).toEqual([1, 2, 4, 6]);
  expect(await tried((batch) => batch, { batchCap: 1 })).toEqual([1]);
});

test('where only what pays is wanted it ends with the first size that does not', async () => {
  expect(await tried((batch) => batch, { whilePaying: true })).toEqual([1, 2]);
  expect(await tried((batch) => (batch < 4 ? 1 : batch), { whilePaying: true })).toEqual([1, 2, 4]);
});

test('when the time is up one and two samples have been tried, and no more', async () => {
  expect(await tried((batch) => batch, { limitMs: 0 })).toEqual([1, 2]);
});

test('the quickest of several calls counts, and never the first of all', async () => {
  const calls = [1, 30, 20, 50, 40];
  const trial = { batchCap: 2, turns: 2, limitMs: 60_000, whilePaying: false };
  const times = new StepTimes();
  await measureSteps(times, { ...trial, call: () => Promise.resolve(calls.shift() ?? 0) });
  expect(times.entries()).toEqual([
    { batch: 1, stepMs: 20 },
    { batch: 2, stepMs: 40 },
  ]);
});
