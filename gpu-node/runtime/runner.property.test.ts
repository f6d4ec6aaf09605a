/** What the runner makes of samples, with lanes whose arithmetic is exact: the same pixels whatever happens beside them. */
import { setImmediate as breathe } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { StepTimes } from '../engine/step-times.ts';
import type { LaneAnswer } from './lane.ts';
import type { GraphCall, LaneJob, LaneOutputs, LaneResults } from './lane-messages.ts';
import { LaneSteppers } from './lane-steppers.ts';
import type { EncodedPicture } from './pictures.ts';
import { type RunListener, Runner } from './runner.ts';
import { RemoteStepper } from './remote-stepper.ts';
import type { FrozenSample, Sample } from './sample.ts';
import type { StatePack } from './state-pack.ts';
import type { Stepper, StepperStart } from './stepper.ts';

interface RowStart extends StepperStart {
  readonly seed: number;
  readonly done: number;
  readonly latents: Float32Array;
  readonly failsAt: number | undefined;
}

/** A lane of this thread. Its graph makes of each row, [4] and a time, what that row alone says. */
class RowLane {
  /** Rows of each call so far. */
  readonly rows: number[] = [];
  /** Steps that the lane began by itself. */
  wentOn = 0;
  readonly #steppers = new LaneSteppers(stepperOf);

  async do<Job extends LaneJob>(
    job: Job,
    _transfer: readonly ArrayBuffer[] = [],
    onPart: (answer: LaneAnswer<Job['kind']>) => void = () => undefined,
  ): Promise<LaneAnswer<Job['kind']>> {
    if (job.kind === 'forget') this.#steppers.forget(job.stepper);
    const asked: LaneJob = structuredClone(job);
    if (asked.kind !== 'step') return { result: {} as LaneResults[Job['kind']], runMs: 1 };
    // As messages do, what is told arrives in order, and later.
    const told: StatePack[] = [];
    const tell = async (step: StatePack): Promise<void> => {
      this.wentOn += 1;
      told.push(structuredClone(step));
      await breathe();
      const result = told.shift() as LaneResults[Job['kind']];
      onPart({ result, runMs: 1 });
    };
    this.#steppers.meet(asked);
    const last = await this.#steppers.run(
      asked,
      (call) => this.#run(call),
      (step) => void tell(step),
    );
    await breathe();
    return { result: structuredClone(last) as LaneResults[Job['kind']], runMs: 1 };
  }

  async #run({ feeds }: GraphCall): Promise<LaneOutputs> {
    const [sample, time] = [feeds['sample'], feeds['timestep']];
    if (sample?.type !== 'float32' || time?.type !== 'float32') throw new Error('an input is missing');
    this.rows.push(time.data.length);
    const data = sample.data.map((value, index) => Math.sin(value * 3 + (time.data[index >> 2] ?? Number.NaN)));
    await breathe();
    return { out: { data, dims: [time.data.length, 4] } };
  }
}

function stepperOf(start: StepperStart): Stepper {
  const { seed, latents, failsAt, ...rest } = start as RowStart;
  let { done } = rest;
  return {
    constants: undefined,
    feeds: (step) => ({
      sample: { type: 'float32', data: latents, dims: [1, 4] },
      timestep: { type: 'float32', data: Float32Array.of(seed + step), dims: [1] },
    }),
    advance(step, { data }) {
      expect(step).toBe(done);
      done += 1;
      for (const [index, value] of data.entries()) latents[index] = (latents[index] ?? 0) + value;
      // What is not finite stays so.
      return step >= (failsAt ?? Infinity)
        ? undefined
        : { latents, estimate: undefined, samplerState: [], noisePosition: 0 };
    },
  };
}

interface Wish {
  readonly steps: number;
  readonly padTo?: number;
  readonly profile?: StepTimes;
  readonly frozen?: FrozenSample;
  readonly failsAt?: number;
}

/** A sample of four latents; its picture's digest is what became of them. */
function aSample(lane: RowLane, seed: number, { steps, padTo, profile, frozen, failsAt }: Wish): Sample {
  let latents = frozen?.latents ?? Float32Array.from({ length: 4 }, (_, index) => Math.cos(seed + index));
  let done = frozen?.step ?? 0;
  const picture = (): EncodedPicture => ({ png: Buffer.alloc(0), sha256: latents.join(' '), width: 1, height: 1 });
  return {
    key: 'rows',
    lane,
    graph: 'rows',
    profile: profile ?? new StepTimes(),
    batchCap: 8,
    padTo,
    steps,
    firstStep: done,
    sharedTimesteps: undefined,
    estimateMs: 10,
    sideJobs: undefined,
    timestep: (step) => step,
    stepper: new RemoteStepper(lane, {
      start: (id): RowStart => ({ id, seed, done, latents, failsAt }),
      moved: (step, state) => {
        expect(step).toBe(done);
        done += 1;
        ({ latents } = state);
      },
    }),
    freeze: () => ({ sampler: '', step: done, latents, samplerState: [], noisePosition: 0 }),
    preview: () => undefined,
    picture: () => Promise.resolve(picture()),
  };
}

/** Does a sample; its latents in the end, or the reason of its failure. */
function made(
  runner: Runner,
  sampleId: string,
  sample: Sample,
  more: Partial<RunListener> = {},
  checkpointEveryMs?: number,
): Promise<string> {
  return new Promise((resolve) => {
    const request = { sampleId, taskId: sampleId, model: 'rows', sample };
    runner.run(checkpointEveryMs === undefined ? request : { ...request, checkpointEveryMs }, {
      onStep: () => undefined,
      onPreview: () => undefined,
      onPicture: ({ sha256 }) => resolve(sha256),
      onFailed: (reason) => resolve(reason),
      ...more,
    });
  });
}

const newRunner = () => new Runner({ onCallStarted: () => undefined, onCallDone: () => undefined });
const alone = (seed: number, wish: Wish): Promise<string> =>
  made(newRunner(), 'alone', aSample(new RowLane(), seed, wish));

const wishes = fc.array(fc.record({ seed: fc.nat(99), steps: fc.integer({ min: 1, max: 6 }), after: fc.nat(4) }), {
  minLength: 1,
  maxLength: 10,
});

test('neither order of arrival nor batch mates nor their failures change what becomes of a sample', async () => {
  await fc.assert(
    fc.asyncProperty(wishes, fc.nat(9), fc.option(fc.integer({ min: 2, max: 8 })), async (all, victim, padTo) => {
      const lane = new RowLane();
      const runner = newRunner();
      const profile = new StepTimes();
      for (const batch of [1, 2, 4, 8]) profile.record(batch, 1);
      const ends: Promise<string>[] = [];
      for (const [index, { seed, steps, after }] of all.entries()) {
        for (let turn = 0; turn < after; turn += 1) await breathe();
        const wish = { steps, profile, ...(padTo && { padTo }), ...(index === victim && { failsAt: steps >> 1 }) };
        ends.push(made(runner, `${index}`, aSample(lane, seed, wish)));
      }
      const results = await Promise.all(ends);
      for (const [index, { seed, steps }] of all.entries()) {
        expect(results[index]).toBe(index === victim ? 'REASON_BAD_OUTPUT' : await alone(seed, { steps }));
      }
      // Padded calls all have as many rows as they are padded to.
      if (padTo) expect(new Set(lane.rows)).toEqual(new Set([padTo]));
      else expect(Math.max(...lane.rows)).toBeLessThanOrEqual(8);
    }),
    { numRuns: 60 },
  );
});

test('samples that are alone go on without the runner, and are cancelled all the same', async () => {
  const [lane, runner] = [new RowLane(), newRunner()];
  const steps: number[] = [];
  const onStep = (step: number): void => {
    steps.push(step);
    if (step === 20) runner.cancel('sample', 'REASON_CANCELED');
  };
  expect(await made(runner, 'sample', aSample(lane, 5, { steps: 1_000 }), { onStep })).toBe('REASON_CANCELED');
  expect(lane.wentOn).toBeGreaterThan(15);
  expect(steps).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  const calls = lane.rows.length;
  for (let turn = 0; turn < 5; turn += 1) await breathe();
  // At the most the step had begun that followed.
  expect(lane.rows.length).toBe(calls);
  expect(calls).toBeLessThan(25);
});

describe('a sample that is frozen', () => {
  test('goes on elsewhere to the same end, from each of its checkpoints', async () => {
    const checkpoints: FrozenSample[] = [];
    const onCheckpoint = (frozen: FrozenSample): number => checkpoints.push(frozen);
    const runner = newRunner();
    const lane = new RowLane();
    const mate = made(runner, 'mate', aSample(lane, 7, { steps: 3 }));
    const whole = await made(runner, 'whole', aSample(lane, 3, { steps: 6 }), { onCheckpoint }, 0);
    await mate;
    expect(checkpoints.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 5]);
    for (const frozen of checkpoints) {
      const steps: number[] = [];
      const onStep = (step: number): number => steps.push(step);
      expect(await made(newRunner(), 'rest', aSample(new RowLane(), 3, { steps: 6, frozen }), { onStep })).toBe(whole);
      expect(steps).toEqual(Array.from({ length: 6 - frozen.step }, (_, index) => frozen.step + index + 1));
    }
  });

  test('is frozen on demand when the call it is in is back, and goes on unharmed', async () => {
    const runner = newRunner();
    let frozen: Promise<FrozenSample | undefined> | undefined;
    const end = await made(runner, 'sample', aSample(new RowLane(), 5, { steps: 6 }), {
      // It is asked for while the loop is about to begin the next call.
      onStep: (step) => void (step === 2 && (frozen = breathe().then(() => runner.freeze('sample', 10_000)))),
    });
    const state = await frozen;
    expect(state?.step).toBeGreaterThanOrEqual(2);
    expect(await alone(5, { steps: 6, ...(state && { frozen: state }) })).toBe(end);
    expect(end).toBe(await alone(5, { steps: 6 }));
  });

  test('gives nothing when it ends meanwhile, and keeps nobody waiting', async () => {
    const runner = newRunner();
    expect(await runner.freeze('nobody', 10_000)).toBeUndefined();
    let canceled: Promise<FrozenSample | undefined> | undefined;
    const end = made(runner, 'sample', aSample(new RowLane(), 5, { steps: 6 }), {
      onStep: (step) => {
        if (step !== 3) return;
        // By then the next call runs.
        queueMicrotask(() => {
          canceled = runner.freeze('sample', 10_000);
          runner.cancel('sample', 'REASON_CANCELED');
        });
      },
    });
    expect(await end).toBe('REASON_CANCELED');
    expect(await canceled).toBeUndefined();
  });
});
