import { expect, test } from 'vitest';
import type { GraphCall, LaneOutputs } from './lane-messages.ts';
import { LaneSteppers } from './lane-steppers.ts';
import { type StatePack, unpackStates } from './state-pack.ts';
import { closeGate, openGate } from './step-gate.ts';
import type { Stepper, StepperStart } from './stepper.ts';

/** A stepper of one latent: each step makes it ten times as large and adds the step's number. */
function stepperOf({ id }: StepperStart): Stepper {
  const latents = Float32Array.of(id);
  return {
    constants: undefined,
    feeds: (step) => ({
      sample: { type: 'float32', data: latents, dims: [1, 1] },
      time: { type: 'float32', data: Float32Array.of(step), dims: [1] },
    }),
    advance(_step, { data }) {
      latents[0] = data[0] ?? Number.NaN;
      return { latents, estimate: undefined, samplerState: [], noisePosition: 0 };
    },
  };
}

const calls: number[] = [];
const call = async ({ feeds }: GraphCall): Promise<LaneOutputs> => {
  const [sample, time] = [feeds['sample']?.data as Float32Array, feeds['time']?.data as Float32Array];
  calls.push(sample.length);
  return { out: { data: sample.map((value, row) => 10 * value + (time[row] ?? 0)), dims: [sample.length, 1] } };
};
const latentsOf = (pack: StatePack) => unpackStates(pack).map((state) => state?.latents[0]);
type Job = Parameters<LaneSteppers['run']>[0];
const run = (job: Job, onStep: (pack: StatePack) => void, steppers = new LaneSteppers(stepperOf)) => {
  steppers.meet(job);
  return steppers.run(job, call, onStep);
};
const start = (id: number) => ({ id, step: 0, start: { id } });

test('a call goes from step to step and tells of each, the last in the end', async () => {
  const told: unknown[] = [];
  const job = {
    kind: 'step',
    graph: '',
    rows: [start(1), { ...start(2), step: 5 }],
    steps: 3,
    gate: openGate(),
  } as const;
  const last = await run(job, (pack) => told.push(latentsOf(pack)));
  expect([...told, latentsOf(last)]).toEqual([
    [10, 25],
    [101, 256],
    [1012, 2567],
  ]);
});

test('it ends after the step that has begun when its gate closes, and the samples go on in another', async () => {
  const steppers = new LaneSteppers(stepperOf);
  const gate = openGate();
  const begun: number[] = [];
  const job = { kind: 'step', graph: '', rows: [start(1), start(2)], steps: 9, gate } as const;
  const last = await run(job, () => begun.length === 0 && begun.push(closeGate(gate)), steppers);
  expect(begun).toEqual([2]);
  expect(latentsOf(last)).toEqual([101, 201]);
  const next = { kind: 'step', graph: '', rows: [{ id: 2, step: 2 }], steps: 1, gate: openGate() } as const;
  expect(latentsOf(await run(next, () => undefined, steppers))).toEqual([2012]);
});

test('copies of the first fill a call up to its size, and nothing comes of them', async () => {
  calls.length = 0;
  const job = { kind: 'step', graph: '', rows: [start(1), start(2)], padTo: 4, steps: 2, gate: openGate() } as const;
  expect(latentsOf(await run(job, () => undefined))).toEqual([101, 201]);
  expect(calls).toEqual([4, 4]);
});

test('a sample that is forgotten is not known any more', async () => {
  const steppers = new LaneSteppers(stepperOf);
  const job = { kind: 'step', graph: '', rows: [start(1)], steps: 1, gate: openGate() } as const;
  await run(job, () => undefined, steppers);
  steppers.forget(1);
  const again = { ...job, rows: [{ id: 1, step: 1 }], gate: openGate() };
  await expect(steppers.run(again, call, () => undefined)).rejects.toThrow('does not know it');
});
