import { expect, test } from 'vitest';
import { StepTimes } from './step-times.ts';

/** Times measured once at 1, 2, 4 and so on. */
function measured(...callMs: readonly number[]): StepTimes {
  const times = new StepTimes();
  for (const [power, each] of callMs.entries()) times.record(2 ** power, each);
  return times;
}

test('the median of the newest counts, sizes come out in order', () => {
  const times = new StepTimes();
  times.record(4, 20);
  for (const callMs of [10, 12, 11, 900, 11]) times.record(1, callMs);
  expect(times.entries()).toEqual([
    { batch: 1, stepMs: 11 },
    { batch: 4, stepMs: 20 },
  ]);
  for (let call = 0; call < 5; call += 1) times.record(1, 30);
  expect(times.stepMs(1)).toBe(30);
});

test('what a lone call takes that nothing holds up stays when all calls take longer', () => {
  const times = measured(10, 14);
  for (let call = 0; call < 20; call += 1) times.record(1, 16);
  expect([times.undisturbedMs, times.stepMs(1)]).toEqual([10, 16]);
  times.record(1, 9);
  expect(times.undisturbedMs).toBe(9);
  expect(new StepTimes().undisturbedMs).toBe(0);
});

test('the slow first calls of a shape do not count as undisturbed', () => {
  const twice = StepTimes.like(measured(10), 2);
  for (let call = 0; call < 8; call += 1) twice.record(1, 24);
  expect([twice.undisturbedMs, twice.stepMs(1)]).toEqual([20, 24]);
  twice.record(1, 24);
  expect(twice.undisturbedMs).toBe(24);
});

test('between measured sizes times lie on a line; above them they grow in proportion', () => {
  const times = measured(10, 14);
  times.record(8, 26);
  expect([1, 2, 4, 8, 16].map((batch) => times.stepMs(batch))).toEqual([10, 14, 18, 26, 52]);
  expect(new StepTimes().stepMs(1)).toBe(0);
});

test('times that were not measured grow as those that stand in for them', () => {
  const twice = StepTimes.like(measured(10, 12, 16), 2);
  expect(twice.entries()).toEqual([
    { batch: 1, stepMs: 20 },
    { batch: 2, stepMs: 24 },
    { batch: 4, stepMs: 32 },
  ]);
  twice.record(2, 36);
  expect([1, 2, 4].map((batch) => twice.stepMs(batch))).toEqual([30, 36, 48]);
});

test.each([
  ['nothing is gained', [100, 196], 1],
  ['a little is gained', [100, 190], 4],
  ['it pays up to four', [100, 150, 250, 490], 4],
  ['it gains little by little', [100, 160, 260, 290], 16],
  ['it pays only later', [100, 199, 250, 500], 4],
  ['calls would become too long', [100, 180, 330, 420], 2],
  ['larger ones may pay', [100, 110], 4],
  ['nothing was measured', [], 16],
])('the cap where %s', (_, times, cap) => {
  expect(measured(...times).cap(16)).toBe(cap);
  expect(measured(...times).cap(1)).toBe(1);
});

test('calls are as long as pays where deadlines allow it, and never shorter than usual for deadlines that are near', () => {
  const times = measured(100, 180, 330, 420, 700);
  expect([0, 450, 1_000].map((longestMs) => times.cap(16, longestMs))).toEqual([2, 8, 16]);
});

/** Calls that fill the cap until it is this. */
function callsUntil(times: StepTimes, cap: number, callMs: (batch: number) => number): number {
  for (let calls = 0; ; calls += 1) {
    const batch = times.cap(8);
    if (batch === cap) return calls;
    if (calls > 10_000) throw new Error(`the cap stays at ${batch}`);
    times.record(batch, callMs(batch));
  }
}

test('what memory does not hold is tried again after many calls, and after more of them each time', () => {
  const times = measured(100, 101, 102, 103);
  times.outOfMemory(8);
  expect(times.cap(8)).toBe(4);
  const first = callsUntil(times, 8, () => 102);
  expect(first).toBeGreaterThan(100);
  times.outOfMemory(8);
  expect(callsUntil(times, 8, () => 102)).toBe(2 * first);
  times.outOfMemory(1);
  expect(times.cap(8)).toBe(1);
});

test('a size that was slow once is tried again, and one that is slow each time is left alone', () => {
  const times = measured(100, 101, 102);
  // Somebody else had the device meanwhile.
  times.record(8, 900);
  expect(times.cap(8)).toBe(4);
  expect(callsUntil(times, 8, () => 102)).toBeGreaterThan(50);
  times.record(8, 103);
  expect(times.cap(8)).toBe(8);
  for (let call = 0; call < 10; call += 1) times.record(8, 900);
  expect(times.cap(8)).toBe(4);
});

test('one slow call among many changes nothing', () => {
  const times = measured(100, 101, 102, 103);
  for (let call = 0; call < 8; call += 1) times.record(8, 103);
  times.record(8, 5_000);
  expect(times.stepMs(8)).toBe(103);
  expect(times.cap(8)).toBe(8);
});
