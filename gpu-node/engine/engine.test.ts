import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Engine } from './engine.ts';
import { StepTimes } from './step-times.ts';
import { Lanes, flat } from './testing.ts';

const command = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('admit' as const), key: fc.nat(2), steps: fc.integer({ min: 1, max: 9 }) }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('call' as const) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('side' as const) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('go_on' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), which: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('bad_sample' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('bad_call' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('memory' as const) }) },
);

describe('whatever happens in whatever order', () => {
  test('every sample ends once, after its own steps, in calls of its own key within the cap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(command, { maxLength: 80 }), (cap, commands) => {
        const lanes = new Lanes(cap);
        for (const each of commands) {
          if (each.do === 'admit') {
            // Keys differ in what they are like: the last has no side jobs, and a lower cap.
            const like = each.key === 2 ? { sideJobs: false, batchCap: Math.min(2, cap) } : {};
            lanes.admit({ id: `s${lanes.specs.size}`, key: `key ${each.key}`, steps: each.steps, ...like });
          } else if (each.do === 'call') lanes.finishCall();
          else if (each.do === 'side') lanes.finishSide();
          else if (each.do === 'go_on') lanes.goOn();
          else if (each.do === 'cancel') {
            lanes.apply({ kind: 'canceled', id: `s${each.which}`, reason: 'REASON_CANCELED' });
          } else if (each.do === 'bad_sample') lanes.finishSide('failed');
          else if (each.do === 'bad_call') lanes.finishCall('failed');
          else lanes.finishCall('out_of_memory');
        }
        lanes.drain();
        expect([...lanes.ended.keys()].toSorted()).toEqual([...lanes.specs.keys()].toSorted());
      }),
      { numRuns: 300 },
    );
  });

  test('a key is not starved by one that is always full and always in time', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 12 }), (cap, steps) => {
        const lanes = new Lanes(cap);
        let crowd = 0;
        const refill = (): void => {
          while (lanes.engine.size < cap + 3) {
            lanes.admit({ id: `crowd ${crowd}`, key: 'crowded', steps: 3 });
            crowd += 1;
          }
        };
        refill();
        // It is late before it begins.
        lanes.admit({ id: 'alone', key: 'lonely', steps, deadlineAtMs: -1 });
        let calls = 0;
        while (!lanes.ended.has('alone')) {
          refill();
          lanes.finishSide();
          lanes.finishCall();
          calls += 1;
          // Weights differ by 32 at most and all calls are equally long; some more until it is encoded and finished.
          expect(calls).toBeLessThan(33 * (steps + 1) + 4 * (cap + 3));
        }
      }),
      { numRuns: 50 },
    );
  });

  test('a sample that is late beyond hope is not starved by those of its key that are not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 9 }), (cap, steps) => {
        const lanes = new Lanes(cap);
        const profile = flat(cap);
        const like = { key: 'k', profile, sideJobs: false };
        let crowd = 0;
        const refill = (): void => {
          while (lanes.engine.size < 2 * cap + 1) {
            lanes.admit({ ...like, id: `crowd ${crowd}`, steps: 4, deadlineAtMs: lanes.nowMs + 200 });
            crowd += 1;
          }
        };
        lanes.admit({ ...like, id: 'late', steps, deadlineAtMs: -1 });
        let rows = 0;
        while (!lanes.ended.has('late')) {
          refill();
          rows += lanes.call?.rows.length ?? 0;
          lanes.finishCall();
          // For each step sixteen rows of others, rounded up to whole calls, and its own call.
          expect(rows).toBeLessThanOrEqual(steps * (Math.ceil(16 / cap) + 1) * cap);
        }
      }),
      { numRuns: 50 },
    );
  });

  test("one sample's failure leaves its batch mates alone", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), fc.nat(5), fc.nat(5), (count, victim, after) => {
        const lanes = new Lanes(8);
        for (let index = 0; index < count; index += 1) lanes.admit({ id: `s${index}`, key: 'k', steps: 6 });
        for (let turn = 0; turn < count; turn += 1) lanes.finishSide();
        for (let call = 0; call < after; call += 1) lanes.finishCall();
        const id = `s${victim % count}`;
        lanes.apply({ kind: 'sample_failed', id, reason: 'REASON_BAD_OUTPUT' });
        lanes.drain();
        for (const [each, outcome] of lanes.ended) expect(outcome).toBe(each === id ? 'REASON_BAD_OUTPUT' : 'finished');
      }),
    );
  });
});

describe('samples that step together', () => {
  /** Two samples in a call that may go on. */
  const together = (): Lanes => {
    const lanes = new Lanes(4);
    const profile = flat(4);
    for (const id of ['a', 'b']) lanes.admit({ id, key: 'k', steps: 9, profile, sideJobs: false });
    lanes.finishCall();
    expect(lanes.call).toMatchObject({
      rows: [
        { id: 'b', step: 0 },
        { id: 'a', step: 1 },
      ],
      goesOn: true,
    });
    return lanes;
  };
  const step = (lanes: Lanes): boolean | undefined => {
    lanes.goOn();
    lanes.finishCall();
    return lanes.call?.goesOn;
  };

  test('go on as long as nothing happens', () => {
    const lanes = together();
    for (let steps = 1; steps < 7; steps += 1) expect(step(lanes)).toBe(true);
    expect(lanes.call?.rows).toEqual([
      { id: 'b', step: 6 },
      { id: 'a', step: 7 },
    ]);
  });

  test.each<[string, (lanes: Lanes) => void]>([
    ['another that may join them', (lanes) => lanes.admit({ id: 'c', key: 'k', steps: 2, sideJobs: false })],
    ['one of another key', (lanes) => lanes.admit({ id: 'c', key: 'other', steps: 2, sideJobs: false })],
    ['the end of one of them', (lanes) => lanes.apply({ kind: 'canceled', id: 'b', reason: 'REASON_CANCELED' })],
  ])('are halted by %s', (_, happen) => {
    const lanes = together();
    expect(step(lanes)).toBe(true);
    happen(lanes);
    expect(lanes.call?.goesOn).toBe(false);
    lanes.finishCall();
    expect(lanes.call?.rows.map(({ id }) => id)).not.toEqual(['a', 'b']);
  });

  test('are not halted by one that is not ready to step', () => {
    const lanes = together();
    lanes.admit({ id: 'c', key: 'k', steps: 2 });
    expect(lanes.call?.goesOn).toBe(true);
    lanes.finishSide();
    expect(lanes.call?.goesOn).toBe(false);
  });

  test('take one more step where the lane was quicker than the word', () => {
    const lanes = together();
    lanes.goOn();
    lanes.apply({ kind: 'canceled', id: 'b', reason: 'REASON_CANCELED' });
    lanes.finishCall();
    expect(lanes.call).toMatchObject({
      rows: [
        { id: 'b', step: 1 },
        { id: 'a', step: 2 },
      ],
      goesOn: false,
    });
    lanes.finishCall();
    expect(lanes.call).toMatchObject({ rows: [{ id: 'a', step: 3 }], goesOn: true });
  });

  test('are parted when fewer of them would be chosen', () => {
    const lanes = together();
    const { profile } = lanes.specs.get('a') ?? {};
    // Calls of two have become so slow that they do not pay.
    for (let call = 0; call < 9; call += 1) profile?.record(2, 100);
    expect(step(lanes)).toBe(false);
    lanes.finishCall();
    expect(lanes.call?.rows).toHaveLength(1);
  });

  test('do not go on where a call has one timestep for all of them: their next ones may differ', () => {
    const lanes = new Lanes(4);
    const profile = flat(4);
    const like = { key: 'k', profile, sideJobs: false };
    lanes.admit({ ...like, id: 'a', steps: 3, sharedTimesteps: [9, 6, 3] });
    expect(lanes.call?.goesOn).toBe(true);
    lanes.admit({ ...like, id: 'b', steps: 2, sharedTimesteps: [6, 2] });
    lanes.finishCall();
    expect(lanes.call).toMatchObject({ rows: [{ id: 'b' }, { id: 'a' }], goesOn: false });
  });
});

test('a sample goes on where a checkpoint got to', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 9 }), fc.nat(7), (steps, done) => {
      const lanes = new Lanes(4);
      const firstStep = Math.min(done, steps - 1);
      lanes.admit({ id: 'resumed', key: 'k', steps, firstStep });
      lanes.admit({ id: 'whole', key: 'k', steps });
      lanes.finishSide();
      expect(lanes.call?.rows).toEqual([{ id: 'resumed', step: firstStep }]);
      // The lanes check that each step is taken once and in order, and that none is missing in the end.
      lanes.drain();
      expect([...lanes.ended.values()]).toEqual(['finished', 'finished']);
    }),
  );
});

test('where a call has one timestep for all its samples only those at the same share it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 8 }), (samples) => {
      const lanes = new Lanes(4);
      const timesteps = (steps: number): number[] => Array.from({ length: steps }, (_, step) => 100 - step);
      for (const [index, steps] of samples.entries()) {
        lanes.admit({ id: `${index}`, key: 'k', steps, sharedTimesteps: timesteps(steps), sideJobs: index % 2 === 0 });
      }
      while (lanes.engine.size > 0) {
        expect(new Set(lanes.call?.rows.map(({ step }) => step)).size).toBeLessThanOrEqual(1);
        lanes.finishSide();
        lanes.finishCall();
      }
      expect([...lanes.ended.values()].every((end) => end === 'finished')).toBe(true);
    }),
  );
});

test('samples join and leave between steps, each at its own', () => {
  const lanes = new Lanes(8);
  lanes.admit({ id: 'a', key: 'k', steps: 3 });
  lanes.finishSide();
  lanes.finishCall();
  lanes.admit({ id: 'b', key: 'k', steps: 3 });
  lanes.finishSide();
  lanes.finishCall();
  expect(lanes.call?.rows).toEqual([
    { id: 'b', step: 0 },
    { id: 'a', step: 2 },
  ]);
});

test('beyond the cap newcomers take their first step before all, and then those that are nearest to their end go on', () => {
  const lanes = new Lanes(2);
  for (const id of ['a', 'b', 'c']) lanes.admit({ id, key: 'k', steps: 9 });
  for (let turn = 0; turn < 3; turn += 1) lanes.finishSide();
  const calls: (string[] | undefined)[] = [];
  for (let call = 0; call < 4; call += 1) {
    calls.push(lanes.call?.rows.map(({ id }) => id));
    lanes.finishCall();
  }
  // The first call began when only a was encoded.
  expect(calls).toEqual([['a'], ['b', 'c'], ['a', 'b'], ['a', 'b']]);
  lanes.admit({ id: 'd', key: 'k', steps: 9 });
  lanes.finishSide();
  lanes.finishCall();
  expect(lanes.call?.rows).toEqual([
    { id: 'd', step: 0 },
    { id: 'a', step: 4 },
  ]);
});

test('a cancelled sample is not in the next call', () => {
  const lanes = new Lanes(8);
  for (const id of ['a', 'b']) lanes.admit({ id, key: 'k', steps: 9 });
  lanes.finishSide();
  lanes.finishSide();
  lanes.finishCall();
  expect(lanes.call?.rows.map(({ id }) => id)).toEqual(['b', 'a']);
  lanes.apply({ kind: 'canceled', id: 'a', reason: 'REASON_CANCELED' });
  lanes.finishCall();
  expect(lanes.call?.rows.map(({ id }) => id)).toEqual(['b']);
});

test('steps go on while a picture is finished', () => {
  const lanes = new Lanes(8);
  lanes.admit({ id: 'short', key: 'k', steps: 1 });
  lanes.admit({ id: 'long', key: 'k', steps: 4 });
  lanes.finishSide();
  lanes.finishCall();
  lanes.finishSide();
  expect(lanes.side).toMatchObject({ kind: 'finish', id: 'short' });
  for (let call = 0; call < 4; call += 1) lanes.finishCall();
  expect(lanes.side).toMatchObject({ kind: 'finish', id: 'short' });
  expect(lanes.stepsDone.get('long')).toBe(4);
});

test('a sample without side jobs steps at once and ends after its last step', () => {
  const lanes = new Lanes(8);
  lanes.admit({ id: 'painted', key: 'k', steps: 2 });
  lanes.admit({ id: 'tiled', key: 'tiles', steps: 2, sideJobs: false });
  expect(lanes.call?.rows).toEqual([{ id: 'tiled', step: 0 }]);
  lanes.finishCall();
  lanes.finishCall();
  expect(lanes.ended.get('tiled')).toBe('finished');
  expect(lanes.previews).toContainEqual({ kind: 'preview', id: 'tiled', step: 2, steps: 2, milestone: true });
});

test('each key has a cap of its own', () => {
  const lanes = new Lanes(8);
  const rowsOf = new Map<string, number[]>();
  for (const id of ['a', 'b', 'c']) {
    lanes.admit({ id, key: 'wide', steps: 1 });
    lanes.admit({ id: `narrow ${id}`, key: 'narrow', steps: 2, batchCap: 2, sideJobs: false });
  }
  for (let turn = 0; turn < 3; turn += 1) lanes.finishSide();
  for (; lanes.call; lanes.finishCall()) {
    rowsOf.set(lanes.call.key, [...(rowsOf.get(lanes.call.key) ?? []), lanes.call.rows.length]);
  }
  // The first call began with the first sample.
  expect(rowsOf.get('narrow')).toEqual([1, 2, 2, 1]);
  expect(rowsOf.get('wide')).toEqual([3]);
});

test('a call that does not fit into memory is tried again with half the samples', () => {
  const lanes = new Lanes(4);
  const profile = flat(4);
  for (const id of ['a', 'b', 'c', 'd']) lanes.admit({ id, key: 'k', steps: 9, profile });
  for (let turn = 0; turn < 4; turn += 1) lanes.finishSide();
  lanes.finishCall();
  expect(lanes.call?.rows).toHaveLength(4);
  lanes.finishCall('out_of_memory');
  expect(lanes.call?.rows).toHaveLength(2);
  lanes.drain();
  expect([...lanes.ended.values()]).toEqual(['finished', 'finished', 'finished', 'finished']);
});

test('a call of one sample that does not fit into memory fails', () => {
  const lanes = new Lanes(4);
  lanes.admit({ id: 'a', key: 'k', steps: 2 });
  lanes.finishSide();
  lanes.finishCall('out_of_memory');
  expect(lanes.ended.get('a')).toBe('REASON_OUT_OF_MEMORY');
});

test('a call is shared by what it cost: the shares of all samples make up the whole', () => {
  const engine = new Engine();
  const gpuMs: number[] = [];
  const apply = (event: Parameters<Engine['apply']>[0]): void => {
    engine.apply(event, 0);
    for (const news of engine.news()) if (news.kind === 'ended') gpuMs.push(news.gpuMs);
    engine.plan(0);
  };
  const like = {
    key: 'k',
    profile: new StepTimes(),
    steps: 2,
    batchCap: 8,
    firstStep: 0,
    sharedTimesteps: undefined,
    sideJobs: true,
    estimateMs: 30,
    deadlineAtMs: 150,
    checkpointEveryMs: undefined,
  };
  for (const id of ['a', 'b']) apply({ kind: 'admitted', sample: { id, ...like } });
  apply({ kind: 'encoded', id: 'a', laneMs: 1 });
  apply({ kind: 'encoded', id: 'b', laneMs: 1 });
  // a alone, a and b, b alone.
  for (const laneMs of [10, 14, 10]) apply({ kind: 'stepped', laneMs, goesOn: false });
  apply({ kind: 'finished', id: 'a', laneMs: 3 });
  apply({ kind: 'finished', id: 'b', laneMs: 3 });
  expect(gpuMs).toEqual([21, 21]);
});

test('previews: after the first step and each quarter always, otherwise at most four a second', () => {
  const shown = (steps: number, callMs: number): number[] => {
    const lanes = new Lanes(1);
    lanes.admit({ id: 'a', key: 'k', steps });
    lanes.finishSide();
    for (let step = 0; step < steps; step += 1) lanes.finishCall('done', callMs);
    return lanes.previews.map(({ step }) => step);
  };
  expect(shown(20, 1)).toEqual([1, 5, 10, 15]);
  expect(shown(20, 300)).toEqual(Array.from({ length: 19 }, (_, index) => index + 1));
  expect(shown(20, 100)).toEqual([1, 4, 5, 8, 10, 13, 15, 18]);
  expect(shown(1, 1)).toEqual([1]);
  expect(shown(2, 1)).toEqual([1, 2]);
});
