import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Drains } from './drains.ts';
import type { Task } from './task.ts';

const graceMs = 10_000;
let live: Task[];
let handedBack: Task[];
let stopped: Task[];
let drains: Drains;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  [live, handedBack, stopped] = [[], [], []];
  drains = new Drains({
    live: () => live,
    handBack: (task) => void handedBack.push(task),
    stop: (task) => void stopped.push(task),
    changed: () => undefined,
  });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A task that has come. */
const aTask = (): Task => {
  const task = { sampleId: `${live.length}` } as Task;
  live = [...live, task];
  return task;
};
const end = (task: Task): void => {
  live = live.filter((each) => each !== task);
  if (live.length === 0) drains.emptied();
};

test('tasks that end in time are left alone, and the node stays empty until the drain is called off', async () => {
  const calledOff = new AbortController();
  const task = aTask();
  const drained = drains.begin(graceMs, calledOff.signal);
  await vi.advanceTimersByTimeAsync(graceMs - 1);
  end(task);
  await drained;
  expect([handedBack, stopped, drains.hold]).toEqual([[], [], true]);
  calledOff.abort();
  expect(drains.hold).toBe(false);
});

test('those that have not ended at the deadline are handed back, and stopped when that takes too long', async () => {
  const [quick, slow] = [aTask(), aTask()];
  const drained = drains.begin(graceMs);
  await vi.advanceTimersByTimeAsync(graceMs);
  expect(handedBack).toEqual([quick, slow]);
  end(quick);
  await vi.advanceTimersByTimeAsync(5_000);
  await drained;
  expect(stopped).toContain(slow);
});

test('a drain that is called off before its deadline takes nothing', async () => {
  const calledOff = new AbortController();
  aTask();
  const drained = drains.begin(graceMs, calledOff.signal);
  calledOff.abort();
  await drained;
  await vi.advanceTimersByTimeAsync(2 * graceMs);
  expect([handedBack, stopped, drains.hold]).toEqual([[], [], false]);
});

test('one that is called off while tasks are handed back spares those that came since', async () => {
  const calledOff = new AbortController();
  const late = aTask();
  const drained = drains.begin(0, calledOff.signal);
  await vi.advanceTimersByTimeAsync(0);
  calledOff.abort();
  const newcomer = aTask();
  await vi.advanceTimersByTimeAsync(5_000);
  await drained;
  expect(stopped).toEqual([late]);
  expect(stopped).not.toContain(newcomer);
});

test('a stop does not wait for the later deadline of an operator, nor does the end of one drain end another', async () => {
  const calledOff = new AbortController();
  const task = aTask();
  const byOperator = drains.begin(10 * graceMs, calledOff.signal);
  const stop = drains.begin(graceMs);
  await vi.advanceTimersByTimeAsync(graceMs);
  expect(handedBack).toEqual([task]);
  end(task);
  await Promise.all([byOperator, stop]);
  calledOff.abort();
  expect(drains.hold).toBe(true);
});
