import { expect, test } from 'vitest';
import { type Sample, newSample } from './sample-state.ts';
import { SideLane } from './side-lane.ts';
import { Lanes, flat } from './testing.ts';

/** Side jobs in the order in which they are begun, while steps go on; each takes 5 ms. */
function sideJobs(lanes: Lanes, count: number): string[] {
  const jobs: string[] = [];
  for (let turn = 0; turn < count; turn += 1) {
    if (lanes.side) jobs.push(`${lanes.side.kind} ${lanes.side.id}`);
    lanes.finishSide();
    lanes.finishCall();
  }
  return jobs;
}

test('encodings go first until they have taken as long as the waiting picture will', () => {
  const lanes = new Lanes(8);
  // One step of 10 ms and 15 ms to finish: three encodings' time.
  const like = { key: 'k', profile: flat(8), steps: 1, estimateMs: 25 };
  lanes.admit({ id: 'first', ...like });
  sideJobs(lanes, 2);
  for (let index = 0; index < 8; index += 1) lanes.admit({ id: `${index}`, ...like, steps: 50 });
  lanes.admit({ id: 'picture', ...like, sideJobs: true });
  const jobs = sideJobs(lanes, 20);
  const finished = jobs.indexOf('finish first');
  expect(finished).toBeLessThanOrEqual(4);
  expect(jobs.filter((job) => job.startsWith('encode')).length).toBe(9);
});

/** A picture that waits to be finished, which takes 5 ms. */
function picture(id: string, deadlineAtMs: number): Sample {
  const spec = {
    id,
    key: 'k',
    profile: flat(1),
    batchCap: 1,
    steps: 1,
    firstStep: 0,
    sharedTimesteps: undefined,
    sideJobs: true,
    estimateMs: 15,
    deadlineAtMs,
    checkpointEveryMs: undefined,
  };
  return { ...newSample(spec, 0), phase: 'to_finish' };
}

test('pictures that can be in time are finished by deadline, before those that cannot', () => {
  const lane = new SideLane();
  const pictures = [picture('late', 3), picture('second', 2_000), picture('later', 4), picture('first', 1_000)];
  const order: string[] = [];
  for (let work = lane.plan(pictures, 0); work; work = lane.plan(pictures, 0)) {
    order.push(work.id);
    lane.free(work.id);
  }
  expect(order).toEqual(['first', 'second', 'late', 'later']);
});

test('a late picture is finished after sixteen others at the latest', () => {
  const lane = new SideLane();
  const late = picture('late', 3);
  let others = 0;
  for (; late.phase === 'to_finish'; others += 1) {
    const work = lane.plan([late, picture(`in time ${others}`, 1_000)], 0);
    lane.free(work?.id ?? '');
  }
  expect(others).toBe(17);
});
