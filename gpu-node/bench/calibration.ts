import { StepTimes } from '../engine/step-times.ts';
import { deadlineFactor } from '../runtime/runner.ts';
import { type BenchNode, largestBatch } from './bench-node.ts';
import type { Profile } from './profile.ts';
import type { SimulatedNode } from './simulate.ts';
import { median } from '@quartet/service-kit/statistics.ts';
import type { Subject } from './subjects.ts';
import type { BenchTask } from './workload.ts';

/** What was measured of a subject, milliseconds: all that its simulation needs. */
export interface Calibration {
  /** A call of usual pictures by batch size, from its beginning to the next one's. */
  readonly stepMs: readonly { readonly batch: number; readonly ms: number }[];
  /** Everything but the steps of a picture that is alone on the node. */
  readonly encodeMs: number;
  readonly finishMs: number;
  readonly encodingMs: number;
  /** The most steps of usual pictures a millisecond that a raw loop gets through. */
  readonly stepsPerMs: number;
}

const calibrationTurns = 5;

/** A picture is of use when it is there within so many times what it takes alone. */
export const sloFactor = 5;

/**
 * Measures what pictures take beside their steps.
 * @param profile what steps take
 */
export async function calibrate(node: BenchNode, profile: Profile): Promise<Calibration> {
  const { subject } = node;
  const stepMs = profile.times.map(({ batch, nodeMs }) => ({ batch, ms: median(nodeMs) }));
  const [encodeMs, wholeMs] = [[] as number[], [] as number[]];
  for (let turn = 1; turn <= calibrationTurns; turn += 1) {
    encodeMs.push((await node.encodedSample(2 * turn)).encodeMs);
    const session = node.session();
    const startedMs = performance.now();
    await session.paint('alone', { steps: subject.steps, size: 0, request: 2 * turn + 1 }, turn);
    const { calls } = session;
    const spanMs = (calls.at(-1)?.doneAtMs ?? 0) - (calls[0]?.startedAtMs ?? 0);
    wholeMs.push(performance.now() - startedMs - spanMs);
  }
  const encode = median(encodeMs);
  const finish = Math.max(0, node.model.describe().overheadMs - encode);
  return {
    stepMs,
    encodeMs: encode,
    finishMs: finish,
    encodingMs: Math.max(0, median(wholeMs) - encode - finish),
    stepsPerMs: profile.capacity.stepsPerMs,
  };
}

/** How long a picture takes that is alone on the node, milliseconds. */
export function aloneMs(
  { stepMs, encodeMs, finishMs, encodingMs }: Calibration,
  { demand }: Pick<Subject, 'demand'>,
  { steps, size }: { readonly steps: number; readonly size: number },
): number {
  const stepAloneMs = stepMs[0]?.ms ?? Number.NaN;
  return encodeMs + steps * stepAloneMs * (demand.costs[size] ?? Number.NaN) + finishMs + encodingMs;
}

/** How long after its last task a run goes on: then nothing can be in time any more. */
export function longestSloMs({ sloMsOf }: SimulatedNode, tasks: readonly BenchTask[]): number {
  return Math.max(...tasks.map(sloMsOf));
}

/** A node under a virtual clock that takes as long as the subject did. */
export function simulatedNode(subject: Pick<Subject, 'demand'>, calibration: Calibration): SimulatedNode {
  const { costs } = subject.demand;
  const learnt = costs.map((cost) => {
    const times = new StepTimes();
    for (const { batch, ms } of calibration.stepMs) times.record(batch, ms * cost);
    return times;
  });
  const timesOf = (size: number): StepTimes => {
    const times = learnt[size];
    if (!times) throw new Error(`there is no size ${size}`);
    return times;
  };
  const alone = (task: BenchTask): number => aloneMs(calibration, subject, task);
  return {
    durations: { ...calibration, stepMs: (batch, size) => timesOf(size).stepMs(batch) },
    sloMsOf: (task) => sloFactor * alone(task),
    specOf: (task, id, nowMs) => ({
      id,
      key: `${task.size}`,
      profile: timesOf(task.size),
      batchCap: largestBatch,
      steps: task.steps,
      firstStep: 0,
      sharedTimesteps: undefined,
      sideJobs: true,
      estimateMs: alone(task),
      deadlineAtMs: nowMs + deadlineFactor * alone(task),
      checkpointEveryMs: undefined,
    }),
  };
}
